package dev.holdall.tck.broken;

import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Backends whose {@code compareAndSet} is wrong. */
final class CompareAndSetDefects {

    private CompareAndSetDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of(
                                "compareAndSet always stores",
                                AlwaysStores::new,
                                "CAS-02",
                                "CAS-04",
                                "CAS-05",
                                "TTL-05",
                                "MRG-06",
                                "MRG-11",
                                "LCK-03",
                                "OBS-01")
                        .andPerhaps("MRG-03", "LCK-06", "CON-05"),
                Defect.of("compareAndSet answers the version that it was given", AnswersVersionGiven::new, "SET-01"),
                Defect.of("compareAndSet takes a version that is ahead", TakesGreater::new, "CAS-02"),
                Defect.of("compareAndSet stores where there is nothing", StoresWhereAbsent::new, "CAS-03")
                        .andPerhaps("LCK-01", "LCK-02", "LCK-06", "CON-05"),
                Defect.of("compareAndSet takes the version of a write that ended at once", TakesEnded::new, "CAS-03"),
                Defect.of("compareAndSet compares, and then writes", ComparesThenWrites::new, "CAS-05")
                        .andPerhaps("LCK-06", "MRG-03", "CON-05"),
                Defect.of(
                        "compareAndSet keeps the TTL that was there",
                        KeepsOldLifetime::new,
                        "CAS-01",
                        "TTL-07",
                        "MRG-02"),
                Defect.of("compareAndSet that fails gives the entry the new TTL", TouchesOnConflict::new, "CAS-02"),
                Defect.of(
                        "compareAndSet of a revoked key answers that it stored",
                        AnswersTrueWhenRevoked::new,
                        "CAS-06"));
    }

    private static final class AlwaysStores extends DefectiveBackend {

        AlwaysStores(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            if (!isPresent(key)) {
                return healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline);
            }
            return healthy.write(key, value, lifetime, version, deadline).thenApply(WriteResult::stored);
        }
    }

    /** Keeps a tombstone for a write whose lifetime is over, and takes the version of the tombstone for an entry's. */
    private static final class TakesEnded extends DefectiveBackend {

        private final Map<String, Version> ended = new ConcurrentHashMap<>();

        TakesEnded(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.write(key, value, lifetime, version, deadline).thenApply(written -> {
                if (lifetime.isOver()) {
                    ended.put(key, written);
                }
                return written;
            });
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return !isPresent(key) && seen.equals(ended.get(key))
                    ? healthy.writeIfAbsent(key, value, lifetime, version, deadline)
                    : healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline);
        }
    }

    private static final class AnswersVersionGiven extends DefectiveBackend {

        AnswersVersionGiven(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline)
                    .thenApply(written -> written.isStored() ? WriteResult.stored(version) : written);
        }
    }

    private static final class TakesGreater extends DefectiveBackend {

        TakesGreater(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            Optional<StoredEntry> found = find(key);
            return found.isPresent() && seen.isAfter(found.get().version())
                    ? healthy.writeIfUnchanged(key, found.get().version(), value, lifetime, version, deadline)
                    : healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline);
        }
    }

    private static final class StoresWhereAbsent extends DefectiveBackend {

        StoresWhereAbsent(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            WriteResult result = now(healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline));
            return isPresent(key)
                    ? CompletableFuture.completedStage(result)
                    : healthy.writeIfAbsent(key, value, lifetime, version, deadline);
        }
    }

    private static final class ComparesThenWrites extends DefectiveBackend {

        ComparesThenWrites(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            Optional<StoredEntry> found = find(key);
            if (found.isEmpty() || !found.get().version().equals(seen)) {
                return CompletableFuture.completedStage(WriteResult.CONFLICT);
            }
            dawdle();
            return healthy.write(key, value, lifetime, version, deadline).thenApply(WriteResult::stored);
        }
    }

    private static final class KeepsOldLifetime extends DefectiveBackend {

        KeepsOldLifetime(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            Lifetime kept = lifetime.isOver() ? lifetime : remaining(key).orElse(lifetime);
            return healthy.writeIfUnchanged(key, seen, value, kept, version, deadline);
        }
    }

    private static final class TouchesOnConflict extends DefectiveBackend {

        TouchesOnConflict(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            WriteResult result = now(healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline));
            if (!result.isStored() && !lifetime.isOver()) {
                now(healthy.touch(key, lifetime, deadline));
            }
            return CompletableFuture.completedStage(result);
        }
    }

    private static final class AnswersTrueWhenRevoked extends DefectiveBackend {

        AnswersTrueWhenRevoked(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            WriteResult result = now(healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline));
            return CompletableFuture.completedStage(
                    result.equals(WriteResult.REVOKED) ? WriteResult.stored(version) : result);
        }
    }
}
