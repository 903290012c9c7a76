package dev.holdall.examples.quickstart;

import dev.holdall.Keys;
import dev.holdall.SessionStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The keys of one store's sessions, as users have them in their cookies: the sessions that are logged in, and those
 * that were.
 */
final class LiveSessions {

    static final int COUNT = 10_000;
    private static final int BATCH = 200;

    private final SessionStore store;
    private final AtomicReferenceArray<String> keys = new AtomicReferenceArray<>(COUNT);
    private final Queue<Integer> loggedOut = new ConcurrentLinkedQueue<>();
    private final Queue<String> revoked = new ConcurrentLinkedQueue<>();

    LiveSessions(SessionStore store) {
        this.store = store;
    }

    SessionStore store() {
        return store;
    }

    /** Logs all users in. */
    void fill(SplittableRandom random) {
        Map<String, byte[]> batch = new HashMap<>();
        for (int i = 0; i < COUNT; i++) {
            keys.set(i, newKey(random));
            batch.put(keys.get(i), Payload.ofSession(random));
            if (batch.size() == BATCH || i == COUNT - 1) {
                store.setAll(batch);
                batch.clear();
            }
        }
    }

    String any(SplittableRandom random) {
        return keys.get(random.nextInt(COUNT));
    }

    /** Returns a key that was never used. */
    static String newKey(SplittableRandom random) {
        return Keys.of("session", new UUID(random.nextLong(), random.nextLong()).toString());
    }

    /**
     * Logs a user in: one who has logged out, if there is one, else any user, whose old session is then left to expire.
     */
    void login(SplittableRandom random) {
        String key = newKey(random);
        store.set(key, Payload.ofSession(random));
        Integer index = loggedOut.poll();
        keys.set(index == null ? random.nextInt(COUNT) : index, key);
    }

    /** Logs a random user out. Requests that have read the session before still run, and save it afterwards. */
    void logout(SplittableRandom random) {
        int index = random.nextInt(COUNT);
        String key = keys.get(index);
        store.revoke(key);
        revoked.add(key);
        loggedOut.add(index);
    }

    /** Reads every revoked session, and counts those that are found. */
    long countResurrected() {
        return revoked.stream().filter(key -> store.get(key).isPresent()).count();
    }

    int countRevoked() {
        return revoked.size();
    }
}
