package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;

import dev.holdall.Entry;
import dev.holdall.NewEntry;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Calls all verbs on the same keys in several data centres, from several threads, and checks that a key whose revoke
 * has answered is never read again: in that data centre, or in all of them if it was {@link Reach#ALL_DCS}.
 * Thread-safe.
 */
final class DataCentreRaces {

    /** How many keys are in use at a time. There is a new one for each that was revoked, and now and then. */
    private static final int WINDOW = 12;

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger newest = new AtomicInteger(WINDOW);
    private final AtomicInteger calls = new AtomicInteger();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    /** The keys whose revoke has answered, by data centre. */
    private final List<Set<String>> revoked;

    private final Set<String> revokedEverywhere = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    DataCentreRaces(int dataCentres) {
        revoked = Stream.<Set<String>>generate(ConcurrentHashMap::newKeySet)
                .limit(dataCentres)
                .toList();
    }

    /** Makes one call in a data centre. A call may fail, since links are cut and stores are closed. */
    void call(SessionStore store, int dataCentre, SplittableRandom random) {
        int first = newest.get() - WINDOW;
        if (random.nextInt(40) == 0) {
            newest.incrementAndGet();
        }
        String key = "key" + random.nextInt(first, first + WINDOW);
        keys.add(key);
        calls.incrementAndGet();
        try {
            call(store, dataCentre, key, random);
        } catch (SessionStoreException | IllegalStateException expected) {
            // The outcome of this call isn't known. What it may have written has to converge all the same.
        }
    }

    private void call(SessionStore store, int dataCentre, String key, SplittableRandom random) {
        byte[] value = bytes(Integer.toString(random.nextInt(1_000)));
        Ttl ttl = Ttl.of(HOUR.plusMinutes(random.nextInt(100)));
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> store.set(key, value, ttl);
            case 3, 4, 5 -> read(store, dataCentre, key).ifPresent(seen -> store.update(key, seen, value, ttl));
            case 6, 7 -> store.changeTTL(key, ttl);
            case 8 -> store.add(key, value, ttl);
            case 9, 10 -> read(store, dataCentre, key).ifPresent(seen -> store.compareAndSet(key, seen, value, ttl));
            case 11 -> store.merge(key, seen -> Optional.of(NewEntry.of(value, ttl)));
            case 12 -> store.increment(key, 1, 1, ttl);
            case 13, 14 -> store.delete(key);
            case 15 -> revoke(store, dataCentre, key);
            case 16 -> store.setAll(Map.of(key, value, nextTo(key), value), ttl);
            case 17 -> store.deleteAll(List.of(key, nextTo(key)));
            case 18 -> readAll(store, dataCentre, List.of(key, nextTo(key)), random.nextBoolean());
            default -> read(store, dataCentre, key);
        }
    }

    private String nextTo(String key) {
        String next = key + "x";
        keys.add(next);
        return next;
    }

    private void revoke(SessionStore store, int dataCentre, String key) {
        Reach reach = store.revoke(key);
        revoked.get(dataCentre).add(key);
        if (reach == Reach.ALL_DCS) {
            revokedEverywhere.add(key);
        }
        newest.incrementAndGet();
    }

    private Optional<Version> read(SessionStore store, int dataCentre, String key) {
        boolean over = isFinal(dataCentre, key);
        Optional<Entry> found = store.getEntry(key);
        check(over && found.isPresent(), dataCentre, key);
        return found.map(Entry::version);
    }

    private void readAll(SessionStore store, int dataCentre, List<String> some, boolean latest) {
        List<String> revokedOnes =
                some.stream().filter(key -> isFinal(dataCentre, key)).toList();
        Map<String, byte[]> found = store.getAll(some, latest ? Read.LATEST : Read.LOCAL);
        revokedOnes.forEach(key -> check(found.containsKey(key), dataCentre, key));
    }

    private boolean isFinal(int dataCentre, String key) {
        return revokedEverywhere.contains(key) || revoked.get(dataCentre).contains(key);
    }

    private void check(boolean back, int dataCentre, String key) {
        if (back) {
            faults.add(key + " was read in data centre " + dataCentre + " after its revoke had answered");
        }
    }

    /** Returns all keys that were used. */
    Set<String> keys() {
        return Set.copyOf(keys);
    }

    /** Tells whether a revoke of this key has answered. */
    boolean isRevoked(String key) {
        return revoked.stream().anyMatch(each -> each.contains(key));
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public String toString() {
        return calls + " calls on " + keys.size() + " keys, of which "
                + keys.stream().filter(this::isRevoked).count() + " were revoked";
    }
}
