package dev.holdall.tck.broken;

import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Backends that are wrong about entries whose version is above the moment of their expiry. */
final class FutureEntryDefects {

    private FutureEntryDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of("add replaces an entry by a clock that is ahead", Adds::new, "ADD-02"),
                Defect.of("compareAndSet doesn't see an entry by a clock that is ahead", Conflicts::new, "CAS-01"),
                Defect.of("delete leaves an entry by a clock that is ahead", Leaves::new, "SET-04", "CON-06"),
                Defect.of(
                        "increment lengthens the TTL of a counter by a clock that is ahead", Lengthens::new, "INC-02"));
    }

    /** Knows the versions that writers asked for. The healthy backend may raise a version above those of other keys. */
    private abstract static class Future extends DefectiveBackend {

        private final Map<String, Version> asked = new ConcurrentHashMap<>();

        Future(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            asked.put(key, version);
            return healthy.write(key, value, lifetime, version, deadline);
        }

        /** Tells whether the version of an entry is above the moment of its expiry, by the clock of a later write. */
        final boolean isFuture(String key, Version now) {
            return find(key)
                    .filter(found -> found.version().equals(asked.get(key)))
                    .map(found -> found.version().isAfter(now.plusMicros(remainingMicros(found))))
                    .orElse(false);
        }

        private static long remainingMicros(StoredEntry found) {
            Lifetime remaining = Objects.requireNonNull(found.remaining());
            return TimeUnit.MILLISECONDS.toMicros((remaining.isForever() ? A_DAY : remaining).toMillis());
        }
    }

    private static final class Adds extends Future {

        Adds(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return isFuture(key, version)
                    ? healthy.write(key, value, lifetime, version, deadline).thenApply(WriteResult::stored)
                    : healthy.writeIfAbsent(key, value, lifetime, version, deadline);
        }
    }

    private static final class Conflicts extends Future {

        Conflicts(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return isFuture(key, version)
                    ? CompletableFuture.completedStage(WriteResult.CONFLICT)
                    : healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline);
        }
    }

    private static final class Leaves extends Future {

        Leaves(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            return isFuture(key, version)
                    ? CompletableFuture.completedStage(Reach.ALL_DCS)
                    : healthy.delete(key, version, deadline);
        }
    }

    private static final class Lengthens extends Future {

        Lengthens(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            boolean lengthens = isFuture(key, version);
            Counted counted = now(healthy.increment(key, delta, initial, lifetime, version, deadline));
            if (lengthens) {
                now(healthy.touch(key, A_DAY, deadline));
            }
            return CompletableFuture.completedStage(counted);
        }
    }
}
