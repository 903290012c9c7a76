package dev.holdall.tck.broken;

import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Backends whose own bulk requests are wrong, while their requests for single keys are right. */
final class BulkDefects {

    private BulkDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of("readAll answers no more than 60 keys", ReadsSixty::new, "BLK-08", "BLK-11"),
                Defect.of(
                        "readAll drops the last of several keys",
                        DropsLast::new,
                        "BLK-01",
                        "BLK-02",
                        "BLK-08",
                        "BLK-09",
                        "BLK-11"),
                Defect.of(
                        "readAll answers absent keys as empty",
                        LeaksAbsent::new,
                        "BLK-01",
                        "BLK-02",
                        "BLK-08",
                        "BLK-09",
                        "REV-01",
                        "TTL-01"),
                Defect.of("readAll mixes up the keys", MixesUp::new, "BLK-01", "BLK-08"),
                Defect.of("writeAll answers the versions that it was given", AnswersVersionGiven::new, "BLK-02"),
                Defect.of("writeAll forgets the TTL", ForgetsLifetime::new, "BLK-02", "TTL-07"),
                Defect.of("deleteAll fails for absent keys", FailsWhereAbsent::new, "BLK-03", "REV-07", "CON-01"),
                Defect.of("deleteAll only answers", DeletesNothing::new, "BLK-03", "BLK-08", "BLK-09"),
                Defect.of("touchAll answers that every key was there", AnswersTrue::new, "BLK-04", "TTL-05"),
                Defect.of("touchAll creates what is absent", TouchCreates::new, "BLK-04", "TTL-05"));
    }

    private static final class ReadsSixty extends DefectiveBackend {

        ReadsSixty(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
                Collection<String> keys, ReadOptions options, Deadline deadline) {
            Map<String, CompletionStage<Optional<StoredEntry>>> answers = new LinkedHashMap<>();
            keys.forEach(key -> answers.put(key, CompletableFuture.completedStage(Optional.empty())));
            answers.putAll(healthy.readAll(keys.stream().limit(60).toList(), options, deadline));
            return answers;
        }
    }

    private static final class DropsLast extends DefectiveBackend {

        DropsLast(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
                Collection<String> keys, ReadOptions options, Deadline deadline) {
            Map<String, CompletionStage<Optional<StoredEntry>>> answers =
                    new LinkedHashMap<>(healthy.readAll(keys, options, deadline));
            if (keys.size() > 1) {
                answers.remove(List.copyOf(keys).get(keys.size() - 1));
            }
            return answers;
        }
    }

    private static final class LeaksAbsent extends DefectiveBackend {

        LeaksAbsent(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
                Collection<String> keys, ReadOptions options, Deadline deadline) {
            Map<String, CompletionStage<Optional<StoredEntry>>> answers = new HashMap<>();
            Optional<StoredEntry> empty = Optional.of(new StoredEntry(new byte[0], new Version(0), null));
            healthy.readAll(keys, options, deadline)
                    .forEach((key, answer) -> answers.put(key, answer.thenApply(found -> found.or(() -> empty))));
            return answers;
        }
    }

    private static final class MixesUp extends DefectiveBackend {

        MixesUp(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
                Collection<String> keys, ReadOptions options, Deadline deadline) {
            List<String> all = List.copyOf(keys);
            Map<String, CompletionStage<Optional<StoredEntry>>> answers = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                answers.put(all.get(i), healthy.read(all.get(all.size() - 1 - i), options, deadline));
            }
            return answers;
        }
    }

    private static final class AnswersVersionGiven extends DefectiveBackend {

        AnswersVersionGiven(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Version>> writeAll(
                Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
            Version later = version.plusMicros(1);
            Map<String, CompletionStage<Version>> answers = new HashMap<>();
            healthy.writeAll(values, lifetime, later, deadline)
                    .forEach((key, answer) -> answers.put(key, answer.thenApply(written -> version)));
            return answers;
        }
    }

    private static final class ForgetsLifetime extends DefectiveBackend {

        ForgetsLifetime(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Version>> writeAll(
                Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.writeAll(values, lifetime.isOver() ? lifetime : Lifetime.FOREVER, version, deadline);
        }
    }

    private static final class FailsWhereAbsent extends DefectiveBackend {

        FailsWhereAbsent(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Reach>> deleteAll(
                Collection<String> keys, Version version, Deadline deadline) {
            Map<String, CompletionStage<Reach>> answers = new HashMap<>();
            keys.forEach(key -> answers.put(
                    key,
                    isPresent(key)
                            ? healthy.delete(key, version, deadline)
                            : CompletableFuture.failedStage(new BackendException(
                                    BackendException.Kind.FAILED,
                                    Outcome.NOT_APPLIED,
                                    "there is no such entry",
                                    null))));
            return answers;
        }
    }

    private static final class DeletesNothing extends DefectiveBackend {

        DeletesNothing(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Reach>> deleteAll(
                Collection<String> keys, Version version, Deadline deadline) {
            Map<String, CompletionStage<Reach>> answers = new HashMap<>();
            keys.forEach(key -> answers.put(key, CompletableFuture.completedStage(Reach.ALL_DCS)));
            return answers;
        }
    }

    private static final class AnswersTrue extends DefectiveBackend {

        AnswersTrue(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Optional<Version>>> touchAll(
                Collection<String> keys, Lifetime lifetime, Deadline deadline) {
            Map<String, CompletionStage<Optional<Version>>> answers = new HashMap<>();
            healthy.touchAll(keys, lifetime, deadline)
                    .forEach((key, answer) ->
                            answers.put(key, answer.thenApply(found -> found.or(() -> Optional.of(new Version(0))))));
            return answers;
        }
    }

    private static final class TouchCreates extends DefectiveBackend {

        TouchCreates(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public Map<String, CompletionStage<Optional<Version>>> touchAll(
                Collection<String> keys, Lifetime lifetime, Deadline deadline) {
            Map<String, CompletionStage<Optional<Version>>> answers = healthy.touchAll(keys, lifetime, deadline);
            keys.forEach(key -> now(healthy.writeIfAbsent(key, new byte[0], A_DAY, new Version(0), deadline)));
            return answers;
        }
    }
}
