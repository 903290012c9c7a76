package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Entry;
import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.redis.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client with sessions of its own, which checks each answer. Used by one thread at a time. */
final class LoadClient implements Runnable {

    /** The request timeout of the stores. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

    /** How long a call may take: its timeout, and what a busy machine may add. */
    static final Duration DEADLINE = REQUEST_TIMEOUT.plusSeconds(2);

    private static final int SESSIONS = 8;

    /** A new session replaces an old one after this many calls, on average. */
    private static final int CALLS_PER_SESSION = 15;

    private final String name = Stores.newName("client");
    private final SessionStore store;
    private final SplittableRandom random;
    private final IntSupplier losses;
    private final List<Session> sessions = new ArrayList<>();
    private final List<Session> ended = new ArrayList<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Set<Session> lost = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger successesInARow = new AtomicInteger();

    /**
     * Creates a client.
     *
     * @param losses counts how often a loss of the server's data has begun or ended
     */
    LoadClient(SessionStore store, SplittableRandom random, IntSupplier losses) {
        this.store = store;
        this.random = random;
        this.losses = losses;
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(new Session(losses.getAsInt()));
        }
    }

    /** A call that has failed. */
    record Failure(Verb verb, SessionStoreException exception) {

        /** Returns the failures of the keys of a bulk call, or else the failure of the call. */
        Stream<SessionStoreException> causes() {
            return exception instanceof PartialFailureException bulk
                    ? bulk.failures().values().stream()
                    : Stream.of(exception);
        }

        @Override
        public String toString() {
            return exception + ", caused by " + exception.getCause();
        }
    }

    /** The verbs that are called, each with its share of the calls. */
    enum Verb {
        GET(20),
        GET_ENTRY(20),
        GET_ALL(5),
        SET(25),
        UPDATE(10),
        COMPARE_AND_SET(5),
        ADD(5),
        CHANGE_TTL(5),
        DELETE(5),
        REVOKE(2);

        private static final int ALL = 102;

        private final int share;

        Verb(int share) {
            this.share = share;
        }

        boolean isRead() {
            return this == GET || this == GET_ENTRY || this == GET_ALL;
        }

        boolean isLogout() {
            return this == DELETE || this == REVOKE;
        }

        private void maybeMade(Session session, String value) {
            if (isLogout()) {
                session.maybeDeleted();
            } else if (this != CHANGE_TTL) {
                session.maybeWritten(value);
            }
        }

        static Verb any(SplittableRandom random) {
            int left = random.nextInt(ALL);
            for (Verb verb : values()) {
                left -= verb.share;
                if (left < 0) {
                    return verb;
                }
            }
            throw new AssertionError(left);
        }
    }

    int calls() {
        return calls.get();
    }

    /** Returns how many calls have succeeded since the last failure, or since {@link #countSuccesses}. */
    int successesInARow() {
        return successesInARow.get();
    }

    void countSuccesses() {
        successesInARow.set(0);
    }

    /** Returns the calls that have failed. */
    Queue<Failure> failures() {
        return failures;
    }

    /** Returns the answers that can't be right. */
    Queue<String> violations() {
        return violations;
    }

    /** Returns how many sessions were read as they were before an acknowledged write that the server may have lost. */
    int lost() {
        return lost.size();
    }

    /** Makes a call. */
    @Override
    public void run() {
        try {
            step();
        } catch (RuntimeException | Error e) {
            violations.add("a call threw " + e);
        }
        calls.incrementAndGet();
    }

    private void step() {
        int which = random.nextInt(SESSIONS);
        if (random.nextInt(CALLS_PER_SESSION) == 0 || sessions.get(which).mayBeLost(losses.getAsInt())) {
            ended.add(sessions.set(which, new Session(losses.getAsInt())));
        }
        Session session = sessions.get(which);
        Verb verb = Verb.any(random);
        String value = name + "-" + calls.get();
        long start = System.nanoTime();
        try {
            call(verb, session, value);
            successesInARow.incrementAndGet();
        } catch (SessionStoreException e) {
            successesInARow.set(0);
            failures.add(new Failure(verb, e));
            if (e.outcome() == Outcome.UNKNOWN) {
                verb.maybeMade(session, value);
            }
        }
        checkDeadline(verb, System.nanoTime() - start);
    }

    private void checkDeadline(Verb verb, long tookNanos) {
        Duration took = Duration.ofNanos(tookNanos);
        if (took.compareTo(DEADLINE) > 0) {
            violations.add(verb + " took " + took);
        }
    }

    private void call(Verb verb, Session session, String value) {
        String key = session.key();
        switch (verb) {
            case GET -> check(session, store.get(key).orElse(null));
            case GET_ENTRY ->
                check(session, store.getEntry(key).map(Entry::value).orElse(null));
            case GET_ALL -> readAll(sessions);
            case SET -> session.written(value, store.set(key, bytes(value), anyTtl()));
            case UPDATE -> update(session, value);
            case COMPARE_AND_SET -> compareAndSet(session, value);
            case ADD -> add(session, value);
            case CHANGE_TTL -> changeTTL(session);
            case DELETE -> {
                store.delete(key);
                session.deleted();
            }
            case REVOKE -> {
                store.revoke(key);
                session.revoked();
            }
        }
    }

    private void update(Session session, String value) {
        Version seen = session.version().orElse(new Version(0));
        store.update(session.key(), seen, bytes(value), anyTtl());
        if (session.version().isPresent()) {
            conditionallyWritten(session, value);
        }
    }

    private void compareAndSet(Session session, String value) {
        Version seen = session.version().orElse(new Version(0));
        boolean swapped =
                store.compareAndSet(session.key(), seen, bytes(value), anyTtl()).isPresent();
        checkAnswer(session, "compareAndSet", swapped, session.version().isPresent());
        if (swapped) {
            session.written(value, null);
        }
    }

    private void add(Session session, String value) {
        boolean added = store.add(session.key(), bytes(value), anyTtl()).isPresent();
        checkAnswer(session, "add", added, !session.isPresent() && !session.isRevoked());
        if (added) {
            session.written(value, null);
        }
    }

    private void changeTTL(Session session) {
        boolean found = store.changeTTL(session.key(), anyTtl());
        checkAnswer(session, "changeTTL", found, session.isPresent());
    }

    /** Notes an update, which doesn't report whether it won over an earlier write of unknown outcome. */
    private static void conditionallyWritten(Session session, String value) {
        if (session.isCertain()) {
            session.written(value, null);
        } else {
            session.maybeWritten(value);
        }
    }

    private void checkAnswer(Session session, String what, boolean answered, boolean expected) {
        if (session.isCertain() && !session.mayBeLost(losses.getAsInt()) && answered != expected) {
            violations.add(what + " answered " + answered + ": " + session);
        }
    }

    private void readAll(List<Session> all) {
        Map<String, byte[]> found = store.getAll(all.stream().map(Session::key).toList());
        all.forEach(session -> check(session, found.get(session.key())));
    }

    private void check(Session session, byte @Nullable [] bytes) {
        String read = bytes == null ? null : new String(bytes, UTF_8);
        if (session.explains(read)) {
            return;
        }
        if (session.mayBeLost(losses.getAsInt()) && session.wasOnce(read)) {
            lost.add(session);
        } else {
            violations.add("read '" + read + "': " + session);
        }
    }

    /** Reads every session, also those that were replaced. */
    void readEverything() {
        readAll(sessions);
        readAll(ended);
    }

    private Ttl anyTtl() {
        return Ttl.of(Duration.ofMinutes(30 + random.nextInt(60)));
    }
}
