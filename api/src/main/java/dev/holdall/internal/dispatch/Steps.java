package dev.holdall.internal.dispatch;

import dev.holdall.Outcome;
import dev.holdall.StoreObserver.Result;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The steps of a call that needs several requests, such as a merge, a bulk call or a lock. {@link Dispatch} sends each
 * of the requests.
 *
 * @param <R> what the caller gets
 */
public interface Steps<R> {

    /** Begins the call. The answer may be complete when this method returns. This method is called once. */
    CompletableFuture<Ended<R>> begin();

    /**
     * Abandons the call, because the caller waits no longer: no further write begins. This method may complete the
     * answer. It may be called more than once.
     *
     * @return what the call can have done to the store
     */
    Outcome abandon();

    /** Returns the same steps, with another value for the caller. */
    default <T> Steps<T> map(Function<R, T> function) {
        Steps<R> steps = this;
        return new Steps<>() {

            @Override
            public CompletableFuture<Ended<T>> begin() {
                return steps.begin().thenApply(ended -> ended.map(function));
            }

            @Override
            public Outcome abandon() {
                return steps.abandon();
            }
        };
    }

    /**
     * The end of such a call.
     *
     * @param value what the caller gets
     * @param result the result for observers
     * @param valueBytes the size of the values that were read or written
     * @param retries how often the call tried again because another caller was faster
     */
    record Ended<R>(R value, Result result, long valueBytes, int retries) {

        /** Makes the end of a call that did not try again. */
        public static <R> Ended<R> of(R value, Result result, long valueBytes) {
            return new Ended<>(value, result, valueBytes, 0);
        }

        private <T> Ended<T> map(Function<R, T> function) {
            return new Ended<>(function.apply(value), result, valueBytes, retries);
        }
    }
}
