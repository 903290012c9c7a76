package dev.holdall.tck.broken;

import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Backends whose versions are wrong. */
final class VersionDefects {

    private VersionDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of("set answers the version that it was given", AnswersVersionGiven::new, "SET-04", "CON-06"),
                Defect.of(
                                "the versions of a key begin anew with each of its lives",
                                BeginsAnew::new,
                                "CAS-04",
                                "UPD-06",
                                "SET-01",
                                "LCK-03",
                                "LCK-04",
                                "TTL-05")
                        .andPerhaps("CON-05"),
                Defect.of("the version after one whose low half is full doesn't carry", DoesNotCarry::new, "SET-04"),
                Defect.of("update compares the halves of versions", ComparesHalves::new, "UPD-13")
                        .andPerhaps("CON-03", "UPD-06"),
                // SET-04 writes a version whose low half is full, which is up to 71 minutes ahead. Where it is so near
                // that another test has already written a version beyond it, this backend can't write it.
                Defect.of("no version is below one written before, on any key", NeverGoesBack::new, "CON-01", "CON-06")
                        .andPerhaps("SET-04"),
                // Under the kit's manual time, a store that has written more often makes greater versions. So where two
                // stores write one key, it depends on their numbers of writes which of them loses.
                Defect.of("a set with a lesser version loses", LosesToGreater::new, "SET-04", "CON-06")
                        .andPerhaps("BLK-02", "BLK-05", "CON-01", "CON-02", "CON-03", "CON-05"));
    }

    private static final class AnswersVersionGiven extends DefectiveBackend {

        AnswersVersionGiven(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.write(key, value, lifetime, version, deadline).thenApply(written -> version);
        }
    }

    private static final class DoesNotCarry extends DefectiveBackend {

        DoesNotCarry(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.write(key, value, lifetime, version, deadline)
                    .thenApply(written -> !written.equals(version) && lowHalf(written) == 0
                            ? written.plusMicros(-1L << 32)
                            : written);
        }
    }

    /** Takes a version for the lesser one if either of its halves is not the greater one. */
    private static final class ComparesHalves extends DefectiveBackend {

        ComparesHalves(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            boolean misses = find(key)
                    .map(found -> found.version().isAfter(seen) && lowHalf(found.version()) <= lowHalf(seen))
                    .orElse(false);
            return healthy.update(key, misses ? find(key).orElseThrow().version() : seen, value, lifetime, deadline);
        }
    }

    private static long lowHalf(Version version) {
        return version.micros() & 0xFFFF_FFFFL;
    }

    /** Keeps one time for all keys, which never goes back. */
    private static final class NeverGoesBack extends DefectiveBackend {

        private final AtomicLong last = new AtomicLong();

        NeverGoesBack(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            long next = last.accumulateAndGet(version.micros(), (before, given) -> Math.max(before + 1, given));
            return healthy.write(key, value, lifetime, new Version(next), deadline);
        }
    }

    private static final class LosesToGreater extends DefectiveBackend {

        LosesToGreater(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            Optional<StoredEntry> found = find(key);
            return found.isPresent() && found.get().version().isAfter(version)
                    ? CompletableFuture.completedStage(version)
                    : healthy.write(key, value, lifetime, version, deadline);
        }
    }

    /**
     * Shifts the versions of a key, so that each time the key is created again its versions begin where they began at
     * first.
     */
    private static final class BeginsAnew extends DefectiveBackend {

        private final Map<String, Long> firstCreated = new ConcurrentHashMap<>();
        private final Map<String, Long> lastCreated = new ConcurrentHashMap<>();

        BeginsAnew(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return healthy.read(key, options, deadline)
                    .thenApply(found -> found.map(
                            entry -> new StoredEntry(entry.value(), shown(key, entry.version()), entry.remaining())));
        }

        @Override
        public synchronized CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            boolean creates = !isPresent(key);
            return healthy.write(key, value, lifetime, version, deadline).thenApply(written -> {
                recordCreation(key, creates, written);
                return shown(key, written);
            });
        }

        @Override
        public synchronized CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.writeIfAbsent(key, value, lifetime, version, deadline)
                    .thenApply(written -> {
                        if (written.isStored()) {
                            recordCreation(key, true, written.storedVersion());
                        }
                        return shown(key, written);
                    });
        }

        @Override
        public synchronized CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.writeIfUnchanged(key, hidden(key, seen), value, lifetime, version, deadline)
                    .thenApply(written -> shown(key, written));
        }

        @Override
        public synchronized CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            return healthy.update(key, hidden(key, seen), value, lifetime, deadline);
        }

        private void recordCreation(String key, boolean creates, Version written) {
            if (creates) {
                firstCreated.putIfAbsent(key, written.micros());
                lastCreated.put(key, written.micros());
            }
        }

        private long shiftMicros(String key) {
            return lastCreated.getOrDefault(key, 0L) - firstCreated.getOrDefault(key, 0L);
        }

        private WriteResult shown(String key, WriteResult written) {
            return written.isStored() ? WriteResult.stored(shown(key, written.storedVersion())) : written;
        }

        private Version shown(String key, Version version) {
            return version.plusMicros(-shiftMicros(key));
        }

        private Version hidden(String key, Version version) {
            return version.plusMicros(shiftMicros(key));
        }
    }
}
