package dev.holdall.tck.broken;

import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Backends whose {@code delete} does or answers something wrong. */
final class DeleteDefects {

    private DeleteDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of("delete of a lesser version loses", LosesToGreater::new, "SET-04", "CON-06")
                        .andPerhaps("CON-03", "CON-04", "CON-05"),
                Defect.of("delete answers that it reached only this data centre", AnswersLocal::new, "DEL-05"),
                Defect.of("delete answers by whether there was an entry", AnswersByPresence::new, "DEL-02"),
                Defect.of(
                                "delete of an absent key fails",
                                FailsWhereAbsent::new,
                                "DEL-02",
                                "BLK-07",
                                "REV-07",
                                "CON-01")
                        .andPerhaps("CON-05"));
    }

    private static final class LosesToGreater extends DefectiveBackend {

        LosesToGreater(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            Optional<StoredEntry> found = find(key);
            return found.isPresent() && found.get().version().isAfter(version)
                    ? CompletableFuture.completedStage(Reach.ALL_DCS)
                    : healthy.delete(key, version, deadline);
        }
    }

    private static final class AnswersLocal extends DefectiveBackend {

        AnswersLocal(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            return healthy.delete(key, version, deadline).thenApply(reach -> Reach.LOCAL_DC);
        }
    }

    private static final class AnswersByPresence extends DefectiveBackend {

        AnswersByPresence(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            Reach reach = isPresent(key) ? Reach.ALL_DCS : Reach.LOCAL_DC;
            return healthy.delete(key, version, deadline).thenApply(deleted -> reach);
        }
    }

    private static final class FailsWhereAbsent extends DefectiveBackend {

        FailsWhereAbsent(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            return isPresent(key)
                    ? healthy.delete(key, version, deadline)
                    : CompletableFuture.failedStage(new BackendException(
                            BackendException.Kind.FAILED, Outcome.NOT_APPLIED, "there is no such entry", null));
        }
    }
}
