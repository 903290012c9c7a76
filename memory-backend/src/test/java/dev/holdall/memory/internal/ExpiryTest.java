package dev.holdall.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.spi.Lifetime;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {

    private final TestContext context = new TestContext();
    private final Verbs verbs = Verbs.open(context);
    private final Duration maxTtl = verbs.backend().traits().maxTtl();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 999, 1_000, 3_600_000, 86_400_000, 365L * 86_400_000})
    void anEntry_isThereToTheLastNanosecond(long millis) {
        verbs.write("k", "a", Lifetime.ofMillis(millis), 5);

        context.advanceNanos(millis * 1_000_000 - 1);
        assertThat(verbs.value("k")).hasValue("a");
        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(1));

        context.advanceNanos(1);
        assertThat(verbs.value("k")).isEmpty();
        assertThat(verbs.remaining("k")).isEmpty();
        assertThat(verbs.touch("k", Lifetime.FOREVER)).isEmpty();
        assertThat(verbs.compareAndSet("k", 5, "b", 6)).isEqualTo(WriteResult.CONFLICT);
    }

    @Test
    void theLongestLifetime_isKeptToTheNanosecond() {
        verbs.write("k", "a", Lifetime.ofMillis(maxTtl.toMillis()), 5);

        context.advance(maxTtl.minusNanos(1));
        assertThat(verbs.value("k")).hasValue("a");

        context.advanceNanos(1);
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void theLongestLifetime_isACentury() {
        assertThat(maxTtl).isGreaterThan(Duration.ofDays(36_525));
    }

    @Test
    void forever_doesNotExpire() {
        verbs.write("k", "a", Lifetime.FOREVER, 5);

        context.advance(maxTtl);

        assertThat(verbs.value("k")).hasValue("a");
        assertThat(verbs.remaining("k")).hasValue(Lifetime.FOREVER);
    }

    @Test
    void reading_doesNotProlong() {
        verbs.write("k", "a", Lifetime.ofMillis(100), 5);

        for (int i = 0; i < 100; i++) {
            assertThat(verbs.value("k")).hasValue("a");
            context.advance(Duration.ofMillis(1));
        }

        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void theRemainingLifetime_isRoundedUp() {
        verbs.write("k", "a", Lifetime.ofMillis(10), 5);
        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(10));

        context.advanceNanos(1);
        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(10));

        context.advanceNanos(999_999);
        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(9));
    }

    @Test
    void touch_shortensLengthensAndTakesTheExpiryAway() {
        verbs.write("k", "a", Lifetime.ofMillis(100), 5);

        verbs.touch("k", Lifetime.ofMillis(10));
        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(10));
        verbs.touch("k", Lifetime.FOREVER);
        assertThat(verbs.remaining("k")).hasValue(Lifetime.FOREVER);
        verbs.touch("k", Lifetime.ofMillis(20));
        context.advanceNanos(19_999_999);
        assertThat(verbs.value("k")).hasValue("a");

        context.advanceNanos(1);
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void write_givesTheEntryALifetimeOfItsOwn() {
        verbs.write("k", "a", Lifetime.ofMillis(10), 5);
        verbs.write("k", "b", Lifetime.FOREVER, 6);
        assertThat(verbs.remaining("k")).hasValue(Lifetime.FOREVER);

        verbs.update("k", 6, "c", Lifetime.ofMillis(20));
        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(20));
    }

    @Test
    void anExpiredEntry_canBeAddedAgain() {
        verbs.write("k", "a", Lifetime.ofMillis(1), 5);
        context.advance(Duration.ofMillis(1));

        assertThat(verbs.add("k", "b", 6).isStored()).isTrue();
        assertThat(verbs.value("k")).hasValue("b");
    }

    @Test
    void anExpiredCounter_beginsAgain() {
        verbs.write("k", "41", Lifetime.ofMillis(1), 5);
        context.advance(Duration.ofMillis(1));

        assertThat(verbs.increment("k", 1, 7, 6).value()).isEqualTo(7);
    }

    @Test
    void anExpiredEntry_isNoIncident() {
        verbs.write("k", "a", Lifetime.ofMillis(1), 5);
        context.advance(Duration.ofDays(1));
        verbs.write("k", "b", 6);

        assertThat(context.incidents()).isEmpty();
    }
}
