package dev.holdall.examples.quickstart;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;

/** One of the load's threads, which behaves like an application server that serves requests. */
final class Client implements Runnable {

    /** The percentage of sessions that are anonymous. */
    private static final int ANONYMOUS_PERCENT = 60;

    /** How many requests at most are between their read and their save at the same time. */
    private static final int MAX_PENDING = 16;

    private final LiveSessions loggedIn;
    private final LiveSessions anonymous;
    private final SplittableRandom random;
    private final long endNanos;
    private final Tally tally = new Tally();
    private final Deque<Request> pending = new ArrayDeque<>();

    /** A session as a request has read it. */
    private record Request(LiveSessions sessions, String key, Entry seen) {}

    Client(LiveSessions loggedIn, LiveSessions anonymous, SplittableRandom random, long endNanos) {
        this.loggedIn = loggedIn;
        this.anonymous = anonymous;
        this.random = random;
        this.endNanos = endNanos;
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void run() {
        while (System.nanoTime() - endNanos < 0) {
            Verb verb = Verb.pick(random);
            LiveSessions sessions = random.nextInt(100) < ANONYMOUS_PERCENT ? anonymous : loggedIn;
            long start = System.nanoTime();
            try {
                call(verb, sessions);
                tally.took(verb, System.nanoTime() - start);
            } catch (SessionStoreException e) {
                tally.failed(e);
            }
        }
    }

    private void call(Verb verb, LiveSessions sessions) {
        switch (verb) {
            case GET -> read(sessions, sessions.any(random));
            case GET_ABSENT ->
                tally.read(sessions.store().get(LiveSessions.newKey(random)).isPresent());
            case UPDATE -> save();
            case SET -> sessions.login(random);
            case REVOKE -> sessions.logout(random);
        }
    }

    private void read(LiveSessions sessions, String key) {
        Optional<Entry> entry = sessions.store().getEntry(key);
        tally.read(entry.isPresent());
        if (entry.isPresent() && pending.size() < MAX_PENDING) {
            pending.add(new Request(sessions, key, entry.get()));
        }
    }

    /**
     * Ends the oldest request: it saves a session that it read a while ago, and doesn't know what other requests have
     * done since.
     */
    private void save() {
        Request request = pending.poll();
        if (request != null) {
            SessionStore store = request.sessions().store();
            store.update(request.key(), request.seen().version(), Payload.ofSession(random));
        }
    }
}
