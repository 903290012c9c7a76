package dev.holdall.tck.internal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.tck.internal.bench.History.Call;
import dev.holdall.tck.internal.bench.History.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of histories of a key that has the counter 0 at first. */
class HistoryTest {

    private final History history = new History(true);

    @Test
    void acknowledgedWrite_isRead() {
        record(Kind.SET, 1, true);
        record(Kind.GET, 0, Optional.of(1L));

        assertThat(history.isExplained()).isTrue();
    }

    @Test
    void acknowledgedWrite_isNotLost() {
        record(Kind.SET, 1, true);
        record(Kind.GET, 0, Optional.of(0L));

        assertThat(history.isExplained()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void writeOfUnknownOutcome_isMadeOrNot(long read) {
        fail(Kind.SET, 1, Outcome.UNKNOWN);
        record(Kind.GET, 0, Optional.of(read));

        assertThat(history.isExplained()).isTrue();
        assertThat(history.unknown()).isOne();
    }

    @Test
    void writeOfUnknownOutcome_isMadeLater() {
        fail(Kind.SET, 1, Outcome.UNKNOWN);
        record(Kind.SET, 2, true);
        record(Kind.GET, 0, Optional.of(2L));
        record(Kind.GET, 0, Optional.of(1L));

        assertThat(history.isExplained()).isTrue();
    }

    @Test
    void writeOfUnknownOutcome_isNotMadeTwice() {
        fail(Kind.INCREMENT, 1, Outcome.UNKNOWN);
        record(Kind.GET, 0, Optional.of(2L));

        assertThat(history.isExplained()).isFalse();
    }

    @Test
    void writeOfUnknownOutcome_isNotMadeBeforeItBegan() {
        record(Kind.GET, 0, Optional.of(1L));
        fail(Kind.SET, 1, Outcome.UNKNOWN);

        assertThat(history.isExplained()).isFalse();
    }

    @Test
    void writeThatWasNotApplied_isNotMade() {
        fail(Kind.SET, 1, Outcome.NOT_APPLIED);
        record(Kind.GET, 0, Optional.of(1L));

        assertThat(history.isExplained()).isFalse();
    }

    private void record(Kind kind, long number, Object answer) {
        history.recordWithFailure(new Call(kind, number), () -> answer);
    }

    private void fail(Kind kind, long number, Outcome outcome) {
        SessionStoreException failure = new StoreTimeoutException(
                new SessionStoreException.Details("sessions", "map", Operation.SET, outcome, "no answer", null));
        history.recordWithFailure(new Call(kind, number), () -> {
            throw failure;
        });
    }
}
