package dev.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LifetimeTest {

    private static final Lifetime SECOND = Lifetime.ofMillis(1_000);

    @Test
    void aLifetime_hasItsLength() {
        assertThat(SECOND.toMillis()).isEqualTo(1_000);
        assertThat(SECOND.isOver()).isFalse();
        assertThat(SECOND.isForever()).isFalse();
        assertThat(SECOND).hasToString("PT1S");
    }

    @Test
    void theShortestAndTheLongest_areOverAndForever() {
        assertThat(Lifetime.ofMillis(0)).isSameAs(Lifetime.OVER);
        assertThat(Lifetime.OVER.isOver()).isTrue();
        assertThat(Lifetime.OVER.isForever()).isFalse();
        assertThat(Lifetime.ofMillis(Long.MAX_VALUE)).isSameAs(Lifetime.FOREVER);
        assertThat(Lifetime.FOREVER.isForever()).isTrue();
        assertThat(Lifetime.FOREVER.isOver()).isFalse();
        assertThat(Lifetime.FOREVER).hasToString("forever");
    }

    @Test
    void aNegativeLength_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Lifetime.ofMillis(-1));
    }

    @Test
    void lifetimesOfOneLength_areEqual() {
        assertThat(Lifetime.ofMillis(1_000)).isEqualTo(SECOND).hasSameHashCodeAs(SECOND);
        assertThat(Lifetime.ofMillis(1_001)).isNotEqualTo(SECOND).doesNotHaveSameHashCodeAs(SECOND);
        assertThat(SECOND).isNotEqualTo("PT1S");
    }
}
