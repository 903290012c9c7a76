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
 * A history of a few concurrent calls on one key, with the answer of each, and the search for a sequential order that
 * explains the answers (a linearization). In such an order, each call comes after those that had ended when it began,
 * and its answer is right for the state that the calls before it leave. A failed call that wasn't applied is left out.
 * A failed call whose outcome is unknown may stand anywhere after its beginning, or nowhere. Every value is a counter.
 * Thread-safe.
 */
public final class History {

    /** The verb of a call. */
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
     * @param number the counter that the call writes, or the number that it adds
     */
    public record Call(Kind kind, long number) {

        /**
         * Makes the call. An update and a compareAndSet are based on the version that the key had at first. Where plain
         * reads may lag behind the writes, no order has to explain them, so {@code Read.LATEST} is used.
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
     * A call that has ended, with the moments of its beginning and its end.
     *
     * @param answer null if the outcome is unknown: the call may have been applied, or may still be
     */
    private record Ended(Call call, @Nullable Object answer, int began, int ended) {

        @Override
        public String toString() {
            return began + "-" + ended + " " + call.kind() + "(" + call.number() + ") = " + answer;
        }
    }

    /**
     * The state of the key.
     *
     * @param number the counter; null if the key is absent
     * @param asSeen whether the key still has the version that it had at first
     */
    private record State(@Nullable Long number, boolean asSeen) {

        static State of(long number) {
            return new State(number, false);
        }

        /**
         * Returns the state after a call; null if the call can't have had this answer in this state. An unknown answer
         * (null) fits every state.
         */
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

    /** Begins the history of a key that has the counter 0, or is absent. */
    public History(boolean present) {
        first = present ? new State(0L, true) : new State(null, false);
    }

    /** Makes a call, and records its answer and when it began and ended. */
    public void record(Call call, Supplier<Object> answer) {
        int began = moment.incrementAndGet();
        Object answered = answer.get();
        add(new Ended(call, answered, began, moment.incrementAndGet()));
    }

    /** Makes a call that may fail, and records it; a failure that is {@code NOT_APPLIED} is left out. */
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

    /** Returns how many calls have an unknown outcome. */
    public long unknown() {
        return calls.stream().filter(call -> call.answer() == null).count();
    }

    /** Whether there is an order that explains all answers. */
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
