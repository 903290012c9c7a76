package dev.holdall.cassandra.internal.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import org.junit.jupiter.api.Test;

class CounterUpdatesTest {

    @Test
    void incrementThatOthersOvertakeUntilTheDeadline_hasTimedOut_andIsNotApplied() {
        BackendException failure = CounterUpdates.lostUntilTheDeadline();

        assertThat(failure.kind()).isEqualTo(BackendException.Kind.TIMEOUT);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(failure).hasMessageContaining("too many others change this counter");
    }
}
