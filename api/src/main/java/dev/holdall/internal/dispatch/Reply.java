package dev.holdall.internal.dispatch;

import dev.holdall.StoreObserver.Result;
import dev.holdall.Version;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the answer to one kind of request is read. All functions are pure: what follows from the answer, such as
 * following its version, is done by {@link Dispatch}.
 *
 * @param version the version that the answer tells, which the clock follows; null if it tells none
 * @param reportsSkew whether to report a version that is too far ahead to follow
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
