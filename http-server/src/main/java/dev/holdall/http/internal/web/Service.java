package dev.holdall.http.internal.web;

import dev.holdall.http.internal.problems.Problem;

/** An interface over HTTP: what requests mean, and how they are answered. Thread-safe; never blocks. */
public interface Service {

    /**
     * Answers a request, now or later: each request exactly once, with {@link Exchange#answer} or
     * {@link Exchange#fail}, or by throwing what {@code fail} would take.
     */
    void serve(Exchange exchange);

    /** Returns the answer that tells a client of a problem. */
    Answer answer(Problem problem, Exchange exchange);
}
