package dev.holdall.tck.broken;

import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Backends whose {@code touch} does too little or too much. */
final class TouchDefects {

    private TouchDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of("touch re-inserts what it read", ReInserts::new, "DEL-04"),
                Defect.of("touch writes back the value that it read", WritesBack::new, "TTL-14"),
                Defect.of("touch answers a version from the future", AnswersAhead::new, "CON-01"),
                Defect.of(
                        "touch changes nothing",
                        ChangesNothing::new,
                        "TTL-10",
                        "TTL-07",
                        "TTL-09",
                        "BLK-05",
                        "CON-03",
                        "UPD-11"),
                Defect.of(
                        "touch only lengthens",
                        OnlyLengthens::new,
                        "TTL-10",
                        "TTL-07",
                        "TTL-09",
                        "BLK-05",
                        "CON-03",
                        "UPD-11"),
                Defect.of(
                        "touch of an absent key answers that it was there",
                        AnswersTrue::new,
                        "TTL-11",
                        "BLK-07",
                        "OBS-01",
                        "CON-03"),
                Defect.of("touch creates what is absent", Creates::new, "TTL-11", "BLK-07", "OBS-01", "CON-03")
                        .andPerhaps("DEL-04"),
                Defect.of("touch takes a version of now", TakesNewVersion::new, "TTL-12", "UPD-11"));
    }

    /**
     * A touch that writes back what it read, in this order: the touch reads the entry, a delete removes it, the touch
     * finds the key absent and writes the entry again.
     */
    private static final class ReInserts extends DefectiveBackend {

        ReInserts(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            Optional<StoredEntry> found = find(key);
            dawdle();
            Optional<Version> touched = now(healthy.touch(key, lifetime, deadline));
            return touched.isPresent()
                    ? CompletableFuture.completedStage(touched)
                    : CompletableFuture.completedStage(found.map(
                            entry -> now(healthy.write(key, entry.value(), lifetime, entry.version(), deadline))));
        }
    }

    /**
     * A touch that writes back the old value, in this order: the touch reads the entry, a set replaces it, the touch
     * writes what it read over the new entry.
     */
    private static final class WritesBack extends DefectiveBackend {

        WritesBack(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            Optional<StoredEntry> found = find(key);
            dawdle();
            Optional<StoredEntry> there = find(key);
            boolean changed = found.isPresent() && there.isPresent() && !sameVersion(found.get(), there.get());
            return changed
                    ? healthy.write(
                                    key,
                                    found.get().value(),
                                    lifetime,
                                    there.get().version(),
                                    deadline)
                            .thenApply(Optional::of)
                    : healthy.touch(key, lifetime, deadline);
        }

        private static boolean sameVersion(StoredEntry one, StoredEntry other) {
            return one.version().equals(other.version());
        }
    }

    private static final class AnswersAhead extends DefectiveBackend {

        private static final long TEN_MINUTES_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

        AnswersAhead(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            return healthy.touch(key, lifetime, deadline)
                    .thenApply(touched -> touched.map(version -> version.plusMicros(TEN_MINUTES_MICROS)));
        }
    }

    private static final class ChangesNothing extends DefectiveBackend {

        ChangesNothing(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            return lifetime.isOver()
                    ? healthy.touch(key, lifetime, deadline)
                    : CompletableFuture.completedStage(find(key).map(StoredEntry::version));
        }
    }

    private static final class OnlyLengthens extends DefectiveBackend {

        OnlyLengthens(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            long remaining = remaining(key).map(Lifetime::toMillis).orElse(0L);
            boolean shortens = !lifetime.isOver() && lifetime.toMillis() < remaining;
            return shortens
                    ? CompletableFuture.completedStage(find(key).map(StoredEntry::version))
                    : healthy.touch(key, lifetime, deadline);
        }
    }

    private static final class AnswersTrue extends DefectiveBackend {

        AnswersTrue(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            return healthy.touch(key, lifetime, deadline)
                    .thenApply(touched -> touched.or(() -> Optional.of(new Version(1))));
        }
    }

    private static final class Creates extends DefectiveBackend {

        Creates(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            now(healthy.writeIfAbsent(key, new byte[0], lifetime, new Version(1), deadline));
            return healthy.touch(key, lifetime, deadline);
        }
    }

    private static final class TakesNewVersion extends DefectiveBackend {

        private static final long A_SECOND_MICROS = Duration.ofSeconds(1).toNanos() / 1_000;

        TakesNewVersion(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            find(key).ifPresent(found -> {
                Version later = found.version().plusMicros(A_SECOND_MICROS);
                now(healthy.writeIfUnchanged(
                        key,
                        found.version(),
                        found.value(),
                        Objects.requireNonNull(found.remaining()),
                        later,
                        deadline));
            });
            return healthy.touch(key, lifetime, deadline);
        }
    }
}
