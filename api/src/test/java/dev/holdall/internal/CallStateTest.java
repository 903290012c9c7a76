package dev.holdall.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallStateTest {

    private final CallState state = new CallState(Duration.ofMinutes(1), () -> false);

    @Test
    void abandoned_beforeAnyWrite_isNotApplied_andNoWriteBegins() {
        assertThat(state.abandon()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(state.beginWrite()).isFalse();
        assertThat(state.mayGoOn()).isFalse();
    }

    @Test
    void abandoned_duringAWrite_isUnknown() {
        assertThat(state.beginWrite()).isTrue();
        assertThat(state.abandon()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void abandoned_afterAWriteWithoutEffect_isNotApplied() {
        assertThat(state.beginWrite()).isTrue();
        state.writeEnded();

        assertThat(state.abandon()).isEqualTo(Outcome.NOT_APPLIED);
    }

    @Test
    void aWriteThatEndsAfterwards_doesNotBringTheCallBack() {
        assertThat(state.beginWrite()).isTrue();
        state.abandon();
        state.writeEnded();

        assertThat(state.mayGoOn()).isFalse();
    }

    @Test
    void afterTheDeadline_andAfterClose_nothingBegins() {
        assertThat(new CallState(Duration.ZERO, () -> false).beginWrite()).isFalse();
        assertThat(new CallState(Duration.ofMinutes(1), () -> true).beginWrite())
                .isFalse();
    }
}
