package dev.holdall.tck.broken;

import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.WriteResult;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Backends whose {@code add} is wrong. */
final class AddDefects {

    private AddDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of(
                                "add overwrites",
                                Overwrites::new,
                                "ADD-02",
                                "ADD-04",
                                "TTL-05",
                                "OBS-01",
                                "MRG-07",
                                "MRG-11",
                                "LCK-01",
                                "LCK-02",
                                "LCK-03",
                                "LCK-05",
                                "LCK-06")
                        .andPerhaps("GET-06", "MRG-03", "CON-05"),
                Defect.of(
                        "add answers another version than it has written",
                        AnswersAnotherVersion::new,
                        "ADD-01",
                        "MRG-01",
                        "MRG-10",
                        "LCK-01",
                        "LCK-02",
                        "LCK-03",
                        "LCK-04",
                        "LCK-05",
                        "LCK-06"),
                Defect.of("add answers the version that it was given", AnswersVersionGiven::new, "ADD-01")
                        .andPerhaps("LCK-01", "LCK-02", "LCK-03", "LCK-04", "LCK-05", "LCK-06", "MRG-01", "MRG-10"),
                Defect.of("add looks, and then writes", LooksThenWrites::new, "ADD-04")
                        .andPerhaps("GET-06", "MRG-03", "CON-05", "LCK-01"),
                Defect.of("add of a key that is there gives it the new TTL", TouchesWhatIsThere::new, "ADD-02"),
                Defect.of(
                        "the first add after an expiry stores nothing", SeesExpired::new, "ADD-03", "UPD-06", "CAS-04"),
                Defect.of(
                        "add of a revoked key answers that it stored",
                        AnswersTrueWhenRevoked::new,
                        "ADD-05",
                        "MRG-09",
                        "OBS-01"));
    }

    private static final class Overwrites extends DefectiveBackend {

        Overwrites(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            if (couldAdd(key, version).status() == WriteResult.Status.REVOKED) {
                return CompletableFuture.completedStage(WriteResult.REVOKED);
            }
            return healthy.write(key, value, lifetime, version, deadline).thenApply(WriteResult::stored);
        }
    }

    private static final class AnswersAnotherVersion extends DefectiveBackend {

        AnswersAnotherVersion(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.writeIfAbsent(key, value, lifetime, version, deadline)
                    .thenApply(written -> written.isStored()
                            ? WriteResult.stored(written.storedVersion().plusMicros(-1))
                            : written);
        }
    }

    private static final class AnswersVersionGiven extends DefectiveBackend {

        AnswersVersionGiven(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.writeIfAbsent(key, value, lifetime, version, deadline)
                    .thenApply(written -> written.isStored() ? WriteResult.stored(version) : written);
        }
    }

    private static final class LooksThenWrites extends DefectiveBackend {

        LooksThenWrites(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            WriteResult could = couldAdd(key, version);
            if (!could.isStored()) {
                return CompletableFuture.completedStage(could);
            }
            dawdle();
            return healthy.write(key, value, lifetime, version, deadline).thenApply(WriteResult::stored);
        }
    }

    private static final class TouchesWhatIsThere extends DefectiveBackend {

        TouchesWhatIsThere(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            WriteResult result = now(healthy.writeIfAbsent(key, value, lifetime, version, deadline));
            if (result.equals(WriteResult.CONFLICT) && !lifetime.isOver()) {
                now(healthy.touch(key, lifetime, deadline));
            }
            return CompletableFuture.completedStage(result);
        }
    }

    private static final class SeesExpired extends DefectiveBackend {

        private final Set<String> written = ConcurrentHashMap.newKeySet();

        SeesExpired(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            written.add(key);
            return healthy.write(key, value, lifetime, version, deadline);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            written.remove(key);
            return healthy.delete(key, version, deadline);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            written.remove(key);
            return healthy.revoke(key, version, horizonMillis, deadline);
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return written.remove(key)
                    ? CompletableFuture.completedStage(WriteResult.CONFLICT)
                    : healthy.writeIfAbsent(key, value, lifetime, version, deadline);
        }
    }

    private static final class AnswersTrueWhenRevoked extends DefectiveBackend {

        AnswersTrueWhenRevoked(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            WriteResult result = now(healthy.writeIfAbsent(key, value, lifetime, version, deadline));
            return CompletableFuture.completedStage(
                    result.equals(WriteResult.REVOKED) ? WriteResult.stored(version) : result);
        }
    }
}
