package dev.holdall.tck.broken;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Backends whose {@code set} is wrong, or whose reads after a {@code set}. */
final class WriteDefects {

    private WriteDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of(
                                "after a delete, set stores nothing",
                                IgnoredAfterDelete::new,
                                "SET-03",
                                "DEL-03",
                                "SET-01",
                                "SET-04",
                                "UPD-06",
                                "CAS-04",
                                "MRG-06",
                                "CON-04")
                        .andPerhaps("CON-05"),
                Defect.of("Read.LATEST shows the value before", StaleLatest::new, "GET-04", "GET-03"),
                // The tests that wait for a deadline run side by side, and so they share the field, too.
                Defect.of("threads share a field", SharesField::new, "CON-04")
                        .andPerhaps("BLK-05", "BLK-10", "ERR-02", "ERR-03", "ERR-09", "LIF-04", "MRG-08", "OBS-05"));
    }

    private static final class IgnoredAfterDelete extends DefectiveBackend {

        private final Set<String> deleted = ConcurrentHashMap.newKeySet();

        IgnoredAfterDelete(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            deleted.add(key);
            return healthy.delete(key, version, deadline);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return deleted.contains(key)
                    ? CompletableFuture.completedStage(version)
                    : healthy.write(key, value, lifetime, version, deadline);
        }
    }

    private static final class StaleLatest extends DefectiveBackend {

        private final Map<String, StoredEntry> before = new ConcurrentHashMap<>();

        StaleLatest(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            find(key).ifPresent(entry -> before.put(key, entry));
            return healthy.write(key, value, lifetime, version, deadline);
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            StoredEntry stale = options.read() == Read.LATEST ? before.get(key) : null;
            return stale == null
                    ? healthy.read(key, options, deadline)
                    : CompletableFuture.completedStage(Optional.of(stale));
        }
    }

    /**
     * Keeps the answer of a read in a field that all threads share, so that one thread may return the answer of
     * another.
     */
    private static final class SharesField extends DefectiveBackend {

        private volatile Optional<StoredEntry> answer = Optional.empty();

        SharesField(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            answer = now(healthy.read(key, options, deadline));
            LockSupport.parkNanos(1);
            return CompletableFuture.completedStage(answer);
        }
    }
}
