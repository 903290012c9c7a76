package dev.holdall.tck.internal.bench;

import dev.holdall.Outcome;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A few concurrent calls on one key with what each answered, and the search for an order that explains them: one in
 * which each call comes after those that had ended when it began, and answers what it would if it were alone. A call
 * that failed is none of them, if it wasn't applied; else it stands anywhere after its beginning, or nowhere. Every
 * value is a counter. Thread-safe.
 */
public final class History {

    /** What is called. */
    public enum Kind {
        GET,
        SET,
        ADD,
        DELETE,
        UPDATE,
        COMPARE_AND_SET,
        INCREMENT;

        public static Kind any(SplittableRandom random) {
            return values()[random.nextInt(values().length)];
        }
    }

    /**
     * A call.
     *
     * @param number what it writes, or adds
     */
    public record Call(Kind kind, long number) {

        /**
         * Makes the call; an update and a compareAndSet are of the version that the key had at first. Reads that may
         * lag behind stand in no order, so the latest is asked for where those would.
         */
        public Object on(SessionStore store, String key, Version seen) {
            byte[] value = Counters.format(number);
            return switch (kind) {
                case GET ->
                    store.get(key, store.traits().localReadsLag() ? Read.LATEST : Read.LOCAL)
                            .map(Counters::parse);
                case SET -> store.set(key, value) != null;
                case ADD -> store.add(key, value).isPresent();
                case DELETE -> store.delete(key) != null;
                case UPDATE -> {
                    store.update(key, seen, value);
                    yield true;
                }
                case COMPARE_AND_SET -> store.compareAndSet(key, seen, value).isPresent();
                case INCREMENT -> store.increment(key, number, number, Ttl.never());
            };
        }
    }

    /**
     * A call that has ended, and the moments between which it was under way.
     *
     * @param answer null if none came, so that nobody knows whether it was applied, or will be
     */
    private record Ended(Call call, @Nullable Object answer, int began, int ended) {

        @Override
        public String toString() {
            return began + "-" + ended + " " + call.kind() + "(" + call.number() + ") = " + answer;
        }
    }

    /**
     * What the key has.
     *
     * @param number the counter; null if the key is absent
     * @param asSeen whether its version is still the one that it had at first
     */
    private record State(@Nullable Long number, boolean asSeen) {

        static State of(long number) {
            return new State(number, false);
        }

        /** What the key has after a call; null if the call can't have answered so. Without an answer, any would do. */
        @Nullable
        State after(Call call, @Nullable Object answer) {
            return switch (call.kind()) {
                case GET -> isOrUnknown(Optional.ofNullable(number), answer) ? this : null;
                case SET -> of(call.number());
                case ADD -> conditional(number == null, call, answer);
                case DELETE -> new State(null, false);
                case UPDATE -> asSeen ? of(call.number()) : this;
                case COMPARE_AND_SET -> conditional(asSeen, call, answer);
                case INCREMENT -> incremented(call, answer);
            };
        }

        private static boolean isOrUnknown(Object expected, @Nullable Object answer) {
            return answer == null || answer.equals(expected);
        }

        private @Nullable State conditional(boolean holds, Call call, @Nullable Object answer) {
            if (!isOrUnknown(holds, answer)) {
                return null;
            }
            return holds ? of(call.number()) : this;
        }

        private @Nullable State incremented(Call call, @Nullable Object answer) {
            long sum = number == null ? call.number() : number + call.number();
            return isOrUnknown(sum, answer) ? of(sum) : null;
        }
    }

    private final State first;
    private final AtomicInteger moment = new AtomicInteger();
    private final List<Ended> calls = new ArrayList<>();

    /** A history of a key that has the counter 0, or is absent. */
    public History(boolean present) {
        first = present ? new State(0L, true) : new State(null, false);
    }

    /** Makes a call, and keeps when and what it answered. */
    public void record(Call call, Supplier<Object> answer) {
        int began = moment.incrementAndGet();
        Object answered = answer.get();
        add(new Ended(call, answered, began, moment.incrementAndGet()));
    }

    /** The same with a call that may fail. */
    public void recordWithFailure(Call call, Supplier<Object> answer) {
        int began = moment.incrementAndGet();
        try {
            Object answered = answer.get();
            add(new Ended(call, answered, began, moment.incrementAndGet()));
        } catch (SessionStoreException e) {
            if (e.outcome() == Outcome.UNKNOWN) {
                add(new Ended(call, null, began, Integer.MAX_VALUE));
            }
        }
    }

    private void add(Ended call) {
        synchronized (calls) {
            calls.add(call);
        }
    }

    /** How many calls may have been applied, or not. */
    public long unknown() {
        return calls.stream().filter(call -> call.answer() == null).count();
    }

    public boolean isExplained() {
        return isExplained(calls, first);
    }

    private static boolean isExplained(List<Ended> left, State state) {
        return left.stream().allMatch(call -> call.answer() == null)
                || left.stream().filter(call -> mayBeNext(call, left)).anyMatch(call -> {
                    State after = state.after(call.call(), call.answer());
                    return after != null && isExplained(without(call, left), after);
                });
    }

    private static boolean mayBeNext(Ended call, List<Ended> left) {
        return left.stream().noneMatch(other -> other.ended() < call.began());
    }

    private static List<Ended> without(Ended call, List<Ended> left) {
        return left.stream().filter(other -> !other.equals(call)).toList();
    }

    @Override
    public String toString() {
        return "at first " + Objects.requireNonNullElse(first.number(), "absent") + ", then\n"
                + calls.stream().map(Ended::toString).collect(Collectors.joining("\n"));
    }
}
