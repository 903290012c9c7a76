package dev.holdall.internal.dispatch;

import dev.holdall.Outcome;
import dev.holdall.StoreObserver.Result;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A call that needs several requests: a merge, a bulk call, a lock. {@link Dispatch#step} sends each of them.
 *
 * @param <R> what the caller gets
 */
public interface Steps<R> {

    /** Begins. The answer may be there when this method returns. Called once. */
    CompletableFuture<Ended<R>> begin();

    /**
     * Is called when nobody waits any longer: no further write begins. May complete the answer. May be called more than
     * once.
     *
     * @return what can have become of the call
     */
    Outcome abandon();

    /** The same steps, with another answer for the caller. */
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
     * How such a call ended.
     *
     * @param value what the caller gets
     * @param result for observers
     * @param valueBytes the size of the values that were read or written
     * @param retries how often the call began again since somebody else was faster
     */
    record Ended<R>(R value, Result result, long valueBytes, int retries) {

        /** The end of a call that did not begin again. */
        public static <R> Ended<R> of(R value, Result result, long valueBytes) {
            return new Ended<>(value, result, valueBytes, 0);
        }

        private <T> Ended<T> map(Function<R, T> function) {
            return new Ended<>(function.apply(value), result, valueBytes, retries);
        }
    }
}
