package dev.holdall.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests touches that move the end of an entry without replacing it. Where such a touch runs against another call, the
 * test lets the other call run in the moment after one of them has read the clock.
 */
class MovingEndTest {

    private static final Lifetime HOUR = Lifetime.ofMillis(3_600_000);
    private static final long DAY_MILLIS = 86_400_000;

    private final TestContext context = new TestContext();
    private final Verbs verbs = Verbs.open(context);

    /** The new end is within the time for which Caffeine keeps the entry, at its borders, and beyond on both sides. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                1, 1_000_000, 3_300_000, 3_388_235, 3_388_236, 3_599_999, 3_600_000, 3_825_000, 3_825_001, 9_000_000
            })
    void touch_toAnyLifetime_isExactToTheNanosecond(long millis) {
        verbs.write("k", "a", HOUR, 5);

        assertThat(verbs.touch("k", Lifetime.ofMillis(millis))).hasValue(5L);
        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(millis));

        context.advanceNanos(millis * 1_000_000 - 1);
        assertThat(verbs.value("k")).hasValue("a");
        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(1));
        context.advanceNanos(1);
        assertThat(verbs.remaining("k")).isEmpty();
        assertThat(verbs.value("k")).isEmpty();
        assertThat(verbs.touch("k", HOUR)).isEmpty();
    }

    @Test
    void touches_againAndAgain_keepTheEntry() {
        verbs.write("k", "a", HOUR, 5);

        for (int minute = 0; minute < 1_000; minute++) {
            context.advance(Duration.ofMinutes(1));
            assertThat(verbs.touch("k", HOUR)).hasValue(5L);
            assertThat(verbs.remaining("k")).hasValue(HOUR);
        }
        context.advance(Duration.ofHours(1).minusNanos(1));
        assertThat(verbs.value("k")).hasValue("a");
        context.advanceNanos(1);
        assertThat(verbs.value("k")).isEmpty();
    }

    /** Compares one key with a model: a value, and the moment at which it ends. */
    @Test
    void randomCalls_endEntriesWhenTheModelDoes() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long now = 0;
        long end = 0;
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(1, 1L << random.nextInt(1, 30));
            String step = "seed " + seed + ", step " + i;
            switch (random.nextInt(4)) {
                case 0 -> {
                    verbs.write("k", "7", Lifetime.ofMillis(millis), i);
                    end = now + millis;
                }
                case 1 -> {
                    long about = Math.max(1, end - now + millis % 16);
                    assertThat(verbs.touch("k", Lifetime.ofMillis(about)).isPresent())
                            .as(step)
                            .isEqualTo(now < end);
                    end = now < end ? now + about : end;
                }
                case 2 -> {
                    verbs.increment("k", 1, 7, Lifetime.ofMillis(millis), i);
                    end = now < end ? end : now + millis;
                }
                default -> {
                    long stepMillis = random.nextBoolean() ? Math.max(0, end - now) : millis;
                    context.advance(Duration.ofMillis(stepMillis));
                    now += stepMillis;
                }
            }
            Optional<Lifetime> left = now < end ? Optional.of(Lifetime.ofMillis(end - now)) : Optional.empty();
            assertThat(verbs.remaining("k")).as(step).isEqualTo(left);
            assertThat(verbs.value("k").isPresent()).as(step).isEqualTo(left.isPresent());
        }
    }

    @Test
    void touch_thatIsSlowerThanTheEnd_doesNotBringBackWhatAReadHasFoundEnded() {
        verbs.write("k", "a", HOUR, 5);
        endDuringNextCall();

        assertThat(verbs.touch("k", HOUR)).isEmpty();
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void compareAndSet_thatIsSlowerThanTheEnd_isAConflictOnceAReadHasFoundTheEntryEnded() {
        verbs.write("k", "a", HOUR, 5);
        endDuringNextCall();

        assertThat(verbs.compareAndSet("k", 5, "b", 9)).isEqualTo(WriteResult.CONFLICT);
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void update_thatIsSlowerThanTheEnd_storesNothingOnceAReadHasFoundTheEntryEnded() {
        verbs.write("k", "a", HOUR, 5);
        endDuringNextCall();

        verbs.update("k", 5, "b");
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void longTouch_thatIsSlowerThanTheEnd_isAMissOnceAReadHasFoundTheEntryEnded() {
        verbs.write("k", "a", HOUR, 5);
        context.advance(Duration.ofHours(1).minusNanos(1));
        context.afterNextReading(() -> context.afterNextReading(() -> {
            context.advanceNanos(1);
            assertThat(verbs.value("k")).isEmpty();
        }));

        assertThat(verbs.touch("k", Lifetime.ofMillis(DAY_MILLIS))).isEmpty();
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void increment_thatIsSlowerThanTheEnd_beginsAgainOnceAReadHasFoundTheCounterEnded() {
        verbs.write("k", "41", HOUR, 5);
        endDuringNextCall();

        assertThat(verbs.increment("k", 1, 7, 1)).isEqualTo(new Counted(7, new Version(6)));
    }

    @Test
    void increment_keepsTheEndOfATouchThatCameBetween() {
        verbs.write("k", "41", HOUR, 5);
        context.advance(Duration.ofMinutes(1));
        context.afterNextReading(() -> assertThat(verbs.touch("k", HOUR)).hasValue(5L));

        assertThat(verbs.increment("k", 1, 7, 6).value()).isEqualTo(42);
        assertThat(verbs.remaining("k")).hasValue(HOUR);
    }

    /** Lets the entry end, and a read find that, when the next call has found the entry and has read the clock. */
    private void endDuringNextCall() {
        context.advance(Duration.ofHours(1).minusNanos(1));
        context.afterNextReading(() -> {
            context.advanceNanos(1);
            assertThat(verbs.value("k")).isEmpty();
        });
    }
}
