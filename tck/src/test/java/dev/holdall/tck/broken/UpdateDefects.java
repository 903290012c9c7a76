package dev.holdall.tck.broken;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Backends whose {@code update} stores what it shouldn't, or doesn't store what it should. */
final class UpdateDefects {

    private UpdateDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of(
                                "update stores where there is nothing",
                                StoresWhereAbsent::new,
                                "UPD-03",
                                "UPD-09",
                                "UPD-12",
                                "CON-03")
                        .andPerhaps("CON-05"),
                Defect.of(
                                "update replaces whatever version is there",
                                IgnoresVersions::new,
                                "UPD-04",
                                "UPD-06",
                                "UPD-12",
                                "UPD-13",
                                "CON-03",
                                "TTL-05",
                                "UPD-14")
                        .andPerhaps("CON-05"),
                Defect.of(
                        "update answers the version that it was based on",
                        AnswersSeen::new,
                        "UPD-11",
                        "CON-03",
                        "UPD-14"),
                Defect.of(
                        "a lost update answers the version that is there", AnswersWhatIsThere::new, "UPD-12", "CON-03"),
                Defect.of("update looks, and then writes", LooksThenWrites::new, "UPD-04", "UPD-09", "UPD-14")
                        .andPerhaps("CON-05"),
                Defect.of(
                        "update derives its version from the one given, not from the stored one",
                        BuildsOnSeen::new,
                        "UPD-14"),
                Defect.of("update raises the version by a second", StepsFar::new, "UPD-14"),
                Defect.of("update keeps the TTL that was there", KeepsOldLifetime::new, "UPD-01", "TTL-07", "TTL-12"),
                Defect.of("update of a key that never was fails", FailsForUnknownKey::new, "UPD-07", "UPD-13"));
    }

    private static final class StoresWhereAbsent extends DefectiveBackend {

        StoresWhereAbsent(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            if (!isPresent(key)) {
                return healthy.write(key, value, lifetime, seen.plusMicros(1), deadline);
            }
            return healthy.update(key, seen, value, lifetime, deadline);
        }
    }

    private static final class IgnoresVersions extends DefectiveBackend {

        IgnoresVersions(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            return healthy.update(key, new Version(Long.MAX_VALUE), value, lifetime, deadline);
        }
    }

    private static final class AnswersSeen extends DefectiveBackend {

        AnswersSeen(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            return healthy.update(key, seen, value, lifetime, deadline).thenApply(written -> seen);
        }
    }

    private static final class AnswersWhatIsThere extends DefectiveBackend {

        AnswersWhatIsThere(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            return healthy.update(key, seen, value, lifetime, deadline)
                    .thenApply(written -> find(key).map(StoredEntry::version).orElse(written));
        }
    }

    private static final class LooksThenWrites extends DefectiveBackend {

        LooksThenWrites(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            Optional<StoredEntry> found = find(key);
            dawdle();
            return found.isEmpty() || found.get().version().isAfter(seen)
                    ? CompletableFuture.completedStage(seen)
                    : healthy.write(key, value, lifetime, seen.plusMicros(1), deadline);
        }
    }

    /** Writes an update with a version of its own, but under the right condition. */
    private abstract static class OwnVersion extends DefectiveBackend {

        OwnVersion(SessionBackend healthy) {
            super(healthy);
        }

        abstract Version next(Version seen, Version stored);

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            Optional<Version> stored = find(key).map(StoredEntry::version);
            if (stored.isEmpty() || stored.get().isAfter(seen)) {
                return healthy.update(key, seen, value, lifetime, deadline);
            }
            Version next = next(seen, stored.get());
            return healthy.writeIfUnchanged(key, stored.get(), value, lifetime, next, deadline)
                    .thenApply(written -> written.isStored() ? written.storedVersion() : seen);
        }
    }

    private static final class BuildsOnSeen extends OwnVersion {

        BuildsOnSeen(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        Version next(Version seen, Version stored) {
            return seen.plusMicros(1);
        }
    }

    private static final class StepsFar extends OwnVersion {

        StepsFar(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        Version next(Version seen, Version stored) {
            return stored.plusMicros(1_000_000);
        }
    }

    private static final class KeepsOldLifetime extends DefectiveBackend {

        KeepsOldLifetime(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            Lifetime kept = lifetime.isOver() ? lifetime : remaining(key).orElse(lifetime);
            return healthy.update(key, seen, value, kept, deadline);
        }
    }

    private static final class FailsForUnknownKey extends DefectiveBackend {

        private final Set<String> known = ConcurrentHashMap.newKeySet();

        FailsForUnknownKey(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            known.add(key);
            return healthy.write(key, value, lifetime, version, deadline);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            return isPresent(key) || known.contains(key)
                    ? healthy.update(key, seen, value, lifetime, deadline)
                    : CompletableFuture.failedStage(new BackendException(
                            BackendException.Kind.FAILED, Outcome.NOT_APPLIED, "there is no such entry", null));
        }
    }
}
