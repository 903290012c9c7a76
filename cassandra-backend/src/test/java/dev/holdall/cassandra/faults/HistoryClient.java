package dev.holdall.cassandra.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Entry;
import dev.holdall.Outcome;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.cassandra.TwoDataCenters;
import dev.holdall.cassandra.faults.History.Ending;
import dev.holdall.cassandra.faults.History.Kind;
import dev.holdall.cassandra.faults.History.Operation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes calls of all kinds on a few keys, and logs each of them. Used by one thread. */
final class HistoryClient {

    private static final int KEYS_AT_ONCE = 12;
    private static final long KEYS_CHANGE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int TENTHS_OF_A_PERCENT = 1_000;

    private final SessionStore store;
    private final String dataCenter;
    private final String name;
    private final Log log;
    private final Random random;
    private final Map<String, Version> seen = new HashMap<>();
    private int written;

    HistoryClient(SessionStore store, String dataCenter, String name, Log log, long seed) {
        this.store = store;
        this.dataCenter = dataCenter;
        this.name = name;
        this.log = log;
        this.random = new Random(seed);
    }

    /** The calls of all clients, by key. */
    static final class Log {

        private final String prefix = TwoDataCenters.key();
        private final long start = System.nanoTime();
        private final AtomicLong moment = new AtomicLong();
        private final Map<String, Queue<Operation>> operations = new ConcurrentHashMap<>();

        Map<String, Queue<Operation>> operations() {
            return operations;
        }

        /**
         * Returns one of the current keys. The keys change slowly, so that each of them is revoked at some time while
         * others are not.
         */
        private String key(Random random) {
            return prefix + ((System.nanoTime() - start) / KEYS_CHANGE_NANOS + random.nextInt(KEYS_AT_ONCE));
        }

        private void add(String key, Operation operation) {
            operations
                    .computeIfAbsent(key, each -> new ConcurrentLinkedQueue<>())
                    .add(operation);
        }
    }

    /** Makes a call of a random kind on a random key. */
    void step() {
        String key = log.key(random);
        int dice = random.nextInt(TENTHS_OF_A_PERCENT);
        if (dice < 500) {
            read(key, Kind.READ, Read.LOCAL);
        } else if (dice < 530) {
            read(key, Kind.READ_LATEST, Read.LATEST);
        } else if (dice < 700) {
            set(key);
        } else if (dice < 850) {
            update(key);
        } else if (dice < 950) {
            touch(key);
        } else if (dice < 990) {
            remove(key, () -> store.delete(key));
        } else {
            remove(key, () -> store.revoke(key));
        }
    }

    /** Reads locally, and logs the read as {@code READ_LATEST}, since the data centres have converged. */
    void readConverged(String key) {
        read(key, Kind.READ_LATEST, Read.LOCAL);
    }

    private void read(String key, Kind kind, Read read) {
        long began = log.moment.incrementAndGet();
        Optional<Entry> found;
        try {
            found = store.getEntry(key, read);
        } catch (SessionStoreException e) {
            return; // A failed read has no answer to verify.
        }
        String value = found.map(entry -> new String(entry.value(), UTF_8)).orElse(null);
        Version version = found.map(Entry::version).orElse(null);
        if (version != null) {
            seen.put(key, version);
        }
        log(key, kind, value, version, began, Ending.DONE);
    }

    private void set(String key) {
        String value = newValue();
        log(key, Kind.WRITE, value, () -> store.set(key, value.getBytes(UTF_8), anyTtl()), VersionRecorder::last);
    }

    /** Updates the entry on the basis of the version that this client saw last, however stale it is. */
    private void update(String key) {
        Version base = seen.get(key);
        if (base == null) {
            return;
        }
        String value = newValue();
        log(
                key,
                Kind.WRITE,
                value,
                () -> store.update(key, base, value.getBytes(UTF_8), anyTtl()),
                VersionRecorder::last);
    }

    private void touch(String key) {
        log(key, Kind.TOUCH, null, () -> store.changeTTL(key, anyTtl()), () -> null);
    }

    private void remove(String key, Runnable call) {
        log(key, Kind.REMOVE, null, call, VersionRecorder::last);
    }

    private void log(
            String key, Kind kind, @Nullable String value, Runnable call, Supplier<@Nullable Version> version) {
        long began = log.moment.incrementAndGet();
        Ending ending = Ending.DONE;
        try {
            call.run();
        } catch (SessionStoreException e) {
            ending = e.outcome() == Outcome.UNKNOWN ? Ending.UNKNOWN : Ending.NOT_APPLIED;
        }
        log(key, kind, value, version.get(), began, ending);
    }

    private void log(
            String key, Kind kind, @Nullable String value, @Nullable Version version, long began, Ending ending) {
        log.add(key, new Operation(kind, dataCenter, value, version, began, log.moment.incrementAndGet(), ending));
    }

    private String newValue() {
        return name + "-" + written++;
    }

    private Ttl anyTtl() {
        return Ttl.of(Duration.ofMinutes(30 + random.nextInt(60)));
    }
}
