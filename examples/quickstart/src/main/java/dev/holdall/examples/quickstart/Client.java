package dev.holdall.examples.quickstart;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;

/** One of the load's threads: an application server that serves requests. */
final class Client implements Runnable {

    /** Of a hundred sessions sixty are anonymous. */
    private static final int ANONYMOUS_PERCENT = 60;

    /** How many requests are between their read and their save at the same time. */
    private static final int REQUESTS_UNDER_WAY = 16;

    private final LiveSessions loggedIn;
    private final LiveSessions anonymous;
    private final SplittableRandom random;
    private final long endNanos;
    private final Tally tally = new Tally();
    private final Deque<Request> underWay = new ArrayDeque<>();

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
        if (entry.isPresent() && underWay.size() < REQUESTS_UNDER_WAY) {
            underWay.add(new Request(sessions, key, entry.get()));
        }
    }

    /** The oldest request ends: it saves what it has read a while ago, and doesn't know what others did meanwhile. */
    private void save() {
        Request request = underWay.poll();
        if (request != null) {
            SessionStore store = request.sessions().store();
            store.update(request.key(), request.seen().version(), Payload.ofSession(random));
        }
    }
}
