package dev.holdall.tck.broken;

import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Backends whose revocations don't hold, or never end. */
final class RevokeDefects {

    private RevokeDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of(
                        "revoke is a delete",
                        IsDelete::new,
                        "REV-02",
                        "REV-03",
                        "REV-04",
                        "REV-06",
                        "REV-07",
                        "ADD-05",
                        "GET-08",
                        "INC-07",
                        "MRG-09",
                        "OBS-01",
                        "REV-08"),
                Defect.of("revoke of an absent key does nothing", OnlyWherePresent::new, "REV-06", "ADD-05"),
                Defect.of("a revocation holds for half its horizon", HalfAsLong::new, "REV-02"),
                Defect.of("a revocation never ends", Endless::new, "REV-05", "REV-09"),
                Defect.of("revocations are never forgotten", NeverForgotten::new, "REV-09"),
                Defect.of("a clock that is ahead undoes a revocation", UndoneByClockAhead::new, "REV-04", "REV-08"),
                Defect.of("delete undoes a revocation", UndoneByDelete::new, "REV-07"),
                Defect.of(
                        "update undoes a revocation",
                        UndoneByUpdate::new,
                        "UPD-02",
                        "UPD-10",
                        "UPD-12",
                        "REV-03",
                        "REV-04"),
                Defect.of(
                        "add undoes a revocation",
                        UndoneByAdd::new,
                        "ADD-05",
                        "GET-08",
                        "MRG-09",
                        "REV-03",
                        "REV-04",
                        "OBS-01"),
                Defect.of(
                        "compareAndSet undoes a revocation", UndoneByCompareAndSet::new, "CAS-06", "REV-03", "REV-04"),
                Defect.of(
                        "increment undoes a revocation",
                        UndoneByIncrement::new,
                        "INC-07",
                        "REV-03",
                        "REV-04",
                        "OBS-01"),
                Defect.of("setAll undoes a revocation", UndoneBySetAll::new, "REV-03", "REV-04"),
                Defect.of("revoking again with a shorter horizon shortens", Shortened::new, "REV-08"),
                Defect.of("only the last revocation holds", UndoneByTheNext::new, "REV-02", "REV-08"),
                Defect.of("revoke answers that it reached only this data centre", AnswersLocal::new, "REV-10"),
                Defect.of("revoking again answers otherwise", AnswersOtherwise::new, "REV-08"));
    }

    private static final class IsDelete extends DefectiveBackend {

        IsDelete(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            return healthy.delete(key, version, deadline);
        }
    }

    private static final class OnlyWherePresent extends DefectiveBackend {

        OnlyWherePresent(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            return isPresent(key) || isRevoked(key)
                    ? healthy.revoke(key, version, horizonMillis, deadline)
                    : healthy.delete(key, version, deadline);
        }
    }

    private static final class HalfAsLong extends DefectiveBackend {

        HalfAsLong(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            return healthy.revoke(key, version, horizonMillis / 2, deadline);
        }
    }

    private static final class Endless extends DefectiveBackend {

        Endless(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            return healthy.revoke(key, version, Duration.ofDays(36_500).toMillis(), deadline);
        }
    }

    static final class NeverForgotten extends DefectiveBackend {

        private final Set<String> revoked = ConcurrentHashMap.newKeySet();

        NeverForgotten(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            revoked.add(key);
            return healthy.revoke(key, version, horizonMillis, deadline);
        }

        long revocations() {
            return revoked.size();
        }
    }

    /** A revocation that doesn't win over writes by a clock that is more than a minute ahead. */
    private static final class UndoneByClockAhead extends OwnRevocations {

        private static final long A_MINUTE_MICROS = 60_000_000;

        private final Map<String, Version> limits = new ConcurrentHashMap<>();

        UndoneByClockAhead(SessionBackend healthy, BackendContext context) {
            super(healthy, context);
        }

        @Override
        public synchronized CompletionStage<Reach> revoke(
                String key, Version version, long horizonMillis, Deadline deadline) {
            limits.put(key, version.plusMicros(A_MINUTE_MICROS - horizonMillis * 1_000));
            return super.revoke(key, version, horizonMillis, deadline);
        }

        @Override
        boolean holds(String key, Version version) {
            return super.holds(key, version)
                    && limits.getOrDefault(key, version).isAfter(version);
        }
    }

    private static final class UndoneByDelete extends OwnRevocations {

        UndoneByDelete(SessionBackend healthy, BackendContext context) {
            super(healthy, context);
        }

        @Override
        public synchronized CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            undo(key);
            return healthy.delete(key, version, deadline);
        }
    }

    private static final class Shortened extends OwnRevocations {

        Shortened(SessionBackend healthy, BackendContext context) {
            super(healthy, context);
        }

        @Override
        public synchronized CompletionStage<Reach> revoke(
                String key, Version version, long horizonMillis, Deadline deadline) {
            undo(key);
            return super.revoke(key, version, horizonMillis, deadline);
        }
    }

    private static final class UndoneByTheNext extends OwnRevocations {

        UndoneByTheNext(SessionBackend healthy, BackendContext context) {
            super(healthy, context);
        }

        @Override
        public synchronized CompletionStage<Reach> revoke(
                String key, Version version, long horizonMillis, Deadline deadline) {
            undoAll();
            return super.revoke(key, version, horizonMillis, deadline);
        }
    }

    private static final class AnswersLocal extends DefectiveBackend {

        AnswersLocal(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            return healthy.revoke(key, version, horizonMillis, deadline).thenApply(reach -> Reach.LOCAL_DC);
        }
    }

    private static final class UndoneByUpdate extends OwnRevocations {

        UndoneByUpdate(SessionBackend healthy, BackendContext context) {
            super(healthy, context);
        }

        @Override
        public synchronized CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            if (holds(key, seen)) {
                undo(key);
                return healthy.write(key, value, lifetime, seen, deadline);
            }
            return healthy.update(key, seen, value, lifetime, deadline);
        }
    }

    private static final class UndoneByAdd extends OwnRevocations {

        UndoneByAdd(SessionBackend healthy, BackendContext context) {
            super(healthy, context);
        }

        @Override
        public synchronized CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            undo(key);
            return healthy.writeIfAbsent(key, value, lifetime, version, deadline);
        }
    }

    private static final class UndoneByCompareAndSet extends OwnRevocations {

        UndoneByCompareAndSet(SessionBackend healthy, BackendContext context) {
            super(healthy, context);
        }

        @Override
        public synchronized CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            if (holds(key, version)) {
                undo(key);
                return healthy.writeIfAbsent(key, value, lifetime, version, deadline);
            }
            return healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline);
        }
    }

    private static final class UndoneByIncrement extends OwnRevocations {

        UndoneByIncrement(SessionBackend healthy, BackendContext context) {
            super(healthy, context);
        }

        @Override
        public synchronized CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            undo(key);
            return healthy.increment(key, delta, initial, lifetime, version, deadline);
        }
    }

    private static final class UndoneBySetAll extends OwnRevocations {

        UndoneBySetAll(SessionBackend healthy, BackendContext context) {
            super(healthy, context);
        }

        @Override
        public synchronized Map<String, CompletionStage<Version>> writeAll(
                Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
            values.keySet().forEach(this::undo);
            return healthy.writeAll(values, lifetime, version, deadline);
        }
    }

    private static final class AnswersOtherwise extends DefectiveBackend {

        AnswersOtherwise(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            Reach reach = isRevoked(key) ? Reach.LOCAL_DC : Reach.ALL_DCS;
            return healthy.revoke(key, version, horizonMillis, deadline).thenApply(revoked -> reach);
        }
    }
}
