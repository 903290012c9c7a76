package dev.holdall.cassandra.faults;

import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.cassandra.Stores;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls a store like an application thread of a real session service, scaled down: of 81 calls 60 read, 20 write 2 KB,
 * and one deletes. A client has keys of its own, so it knows what each of them must read as. Used by one thread at a
 * time.
 */
final class Client implements Runnable {

    private static final int KEYS = 40;
    private static final int READS = 60;
    private static final int CALLS = 81;
    private static final int VALUE_BYTES = 2_000;

    private final String name = Stores.newName("client");
    private final SessionStore store;
    private final SplittableRandom random;
    private final LongAdder calls = new LongAdder();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, byte @Nullable []> acknowledged = new HashMap<>();

    Client(SessionStore store, SplittableRandom random) {
        this.store = store;
        this.random = random;
    }

    /** Makes one call. */
    @Override
    public void run() {
        String key = name + ":" + random.nextInt(KEYS);
        int which = random.nextInt(CALLS);
        long start = System.nanoTime();
        try {
            if (which == 0) {
                store.delete(key);
                acknowledged.put(key, null);
            } else if (which <= READS) {
                verify(key, store.get(key).orElse(null), "read");
            } else {
                byte[] value = new byte[VALUE_BYTES];
                random.nextBytes(value);
                store.set(key, value);
                acknowledged.put(key, value);
            }
        } catch (SessionStoreException e) {
            failures.add(e.getMessage() + " after " + (System.nanoTime() - start) / 1_000_000 + " ms, caused by "
                    + e.getCause());
        }
        calls.increment();
    }

    /** Reads every key once more, from this store or from another one. */
    void verifyAll(Function<String, Optional<byte[]>> reader) {
        acknowledged.keySet().forEach(key -> verify(key, reader.apply(key).orElse(null), "read at the end"));
    }

    long calls() {
        return calls.sum();
    }

    /** Returns the failures: calls that failed, and reads that returned anything but the last acknowledged write. */
    Queue<String> failures() {
        return failures;
    }

    private void verify(String key, byte @Nullable [] read, String when) {
        byte[] written = acknowledged.get(key);
        if (!Arrays.equals(written, read)) {
            failures.add(key + " was " + (read == null ? "absent" : "another value") + " when " + when + ", but was "
                    + (written == null ? "absent" : "written") + " before");
        }
    }
}
