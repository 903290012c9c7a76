package dev.holdall.internal.dispatch;

import dev.holdall.StoreObserver.Result;
import dev.holdall.Version;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to one kind of request. No function changes anything: {@code Answers} does what the answer requires,
 * such as following its version. But {@code value} may warn of what it finds.
 *
 * @param version the version in the answer, which the clock follows; null if the answer has none
 * @param reportsSkew whether a version that is too far ahead to be followed is reported
 * @param result how the request ended, for observers
 * @param valueBytes the size of the value in the answer
 * @param value what the caller gets
 * @param <A> what the backend answers
 * @param <R> what the caller gets
 */
public record Reply<A, R>(
        Function<A, @Nullable Version> version,
        boolean reportsSkew,
        Function<A, Result> result,
        ToLongFunction<A> valueBytes,
        Function<A, R> value) {}
