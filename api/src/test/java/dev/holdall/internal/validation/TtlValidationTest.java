package dev.holdall.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.Lifetime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TtlValidationTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aDuration_isRoundedUpToTheResolution() {
        TtlValidation rules = rules(null, false, Duration.ofSeconds(1));

        assertThat(rules.lifetime(Ttl.of(Duration.ofNanos(1)))).isEqualTo(Lifetime.ofMillis(1_000));
        assertThat(rules.lifetime(Ttl.of(Duration.ofSeconds(1)))).isEqualTo(Lifetime.ofMillis(1_000));
        assertThat(rules.lifetime(Ttl.of(Duration.ofSeconds(1).plusNanos(1)))).isEqualTo(Lifetime.ofMillis(2_000));
    }

    @Test
    void aMoment_countsFromNow_andIsOverIfItHasPassed() {
        TtlValidation rules = rules(null, false, Duration.ofMillis(1));

        assertThat(rules.lifetime(Ttl.until(NOW.plusMillis(5)))).isEqualTo(Lifetime.ofMillis(5));
        assertThat(rules.lifetime(Ttl.until(NOW))).isEqualTo(Lifetime.OVER);
        assertThat(rules.lifetime(Ttl.until(Instant.MIN))).isEqualTo(Lifetime.OVER);
    }

    @Test
    void theDefault_andNever() {
        TtlValidation rules = rules(null, false, Duration.ofMillis(1));

        assertThat(rules.lifetime(Ttl.storeDefault())).isEqualTo(Lifetime.ofMillis(3_600_000));
        assertThat(rules.lifetime(Ttl.never())).isEqualTo(Lifetime.FOREVER);
    }

    @Test
    void beyondTheMaximum_isRefused() {
        TtlValidation rules = rules(Duration.ofHours(2), false, Duration.ofMillis(1));

        assertThat(rules.lifetime(Ttl.of(Duration.ofHours(2)))).isEqualTo(Lifetime.ofMillis(7_200_000));
        assertRefused(rules, Ttl.of(Duration.ofHours(2).plusNanos(1)));
        assertRefused(rules, Ttl.until(Instant.MAX));
        assertRefused(rules, Ttl.never());
    }

    @Test
    void beyondTheMaximum_isCapped() {
        TtlValidation rules = rules(Duration.ofHours(2), true, Duration.ofMillis(1));

        assertThat(rules.lifetime(Ttl.of(Duration.ofSeconds(Long.MAX_VALUE)))).isEqualTo(Lifetime.ofMillis(7_200_000));
        assertThat(rules.lifetime(Ttl.until(Instant.MAX))).isEqualTo(Lifetime.ofMillis(7_200_000));
        assertThat(rules.lifetime(Ttl.never())).isEqualTo(Lifetime.ofMillis(7_200_000));
    }

    private static void assertRefused(TtlValidation rules, Ttl ttl) {
        assertThatThrownBy(() -> rules.lifetime(ttl))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-ttl");
    }

    private static TtlValidation rules(@Nullable Duration maxTtl, boolean caps, Duration resolution) {
        StoreSettings settings = new StoreSettings(
                "sessions",
                "test",
                "",
                Duration.ofHours(1),
                maxTtl,
                caps,
                1_024,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofDays(1));
        Traits.Builder traits = Traits.builder().ttlResolution(resolution);
        return new TtlValidation(settings, (maxTtl == null ? traits : traits.maxTtl(maxTtl)).build(), () -> NOW);
    }
}
