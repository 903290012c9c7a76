package dev.holdall.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryEntryTest {

    private static final byte[] VALUE = {1};
    private static final Version VERSION = new Version(5);
    private static final Lifetime HOUR = Lifetime.ofMillis(3_600_000);
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final MemoryEntry entry = MemoryEntry.of(VALUE, VERSION, HOUR, 0);

    @Test
    void anEntryThatWasFoundEnded_hasEndedAtEveryMoment() {
        assertThat(entry.leftNanos(HOUR_NANOS - 1)).isEqualTo(1);
        assertThat(entry.leftNanos(HOUR_NANOS)).isZero();

        assertThat(entry.leftNanos(0)).isZero();
        assertThat(entry.touch(HOUR, 0)).isFalse();
        assertThat(entry.retire()).isFalse();
        assertThat(entry.withValue(VALUE, VERSION)).isNull();
        assertThat(entry.leftNanos(0)).isZero();
    }

    @Test
    void aRetiredEntry_doesNotEnd_andItsEndDoesNotMove() {
        assertThat(entry.retire()).isTrue();

        assertThat(entry.leftNanos(0)).isEqualTo(MemoryEntry.UNKNOWN);
        assertThat(entry.leftNanos(HOUR_NANOS)).isEqualTo(MemoryEntry.UNKNOWN);
        assertThat(entry.hasEnded(HOUR_NANOS)).isFalse();
        assertThat(entry.touch(HOUR, MINUTE_NANOS)).isFalse();
    }

    @Test
    void anEndlessEntry_isRetiredLikeAnyOther() {
        MemoryEntry endless = MemoryEntry.of(VALUE, VERSION, Lifetime.FOREVER, 0);
        assertThat(endless.leftNanos(HOUR_NANOS)).isEqualTo(Long.MAX_VALUE);
        assertThat(endless.touch(HOUR, 0)).isFalse();

        assertThat(endless.retire()).isTrue();
        assertThat(endless.leftNanos(0)).isEqualTo(MemoryEntry.UNKNOWN);
    }

    @Test
    void withValue_takesTheEndAlong_andRetiresTheEntry() {
        assertThat(entry.touch(HOUR, MINUTE_NANOS)).isTrue();

        MemoryEntry next = Objects.requireNonNull(entry.withValue(new byte[] {2}, new Version(6)));
        assertThat(next.value()).containsExactly(2);
        assertThat(next.version()).isEqualTo(new Version(6));
        assertThat(next.leftNanos(MINUTE_NANOS)).isEqualTo(HOUR_NANOS);
        assertThat(next.heldNanos(0)).isEqualTo(entry.heldNanos(0));
        assertThat(entry.leftNanos(0)).isEqualTo(MemoryEntry.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 15, 16, 3_600_000, Long.MAX_VALUE >> 22, Long.MAX_VALUE - 1})
    void caffeine_keepsAnEntryToItsEnd_andForAtMostASixteenthMore(long millis) {
        MemoryEntry other = MemoryEntry.of(VALUE, VERSION, Lifetime.ofMillis(millis), 0);
        long left = other.leftNanos(0);

        assertThat(other.heldNanos(0)).isBetween(left, Math.min(left + left / 16, Long.MAX_VALUE >> 1));
        assertThat(other.heldNanos(Long.MAX_VALUE >> 1)).isZero();
    }

    @Test
    void touch_isRefused_whereCaffeineWouldKeepTheEntryTooShortOrTooLong() {
        long spare = HOUR_NANOS / 16;

        assertThat(entry.touch(HOUR, spare + 1)).isFalse();
        assertThat(entry.touch(Lifetime.ofMillis(3_599_000), 0)).isFalse();
        assertThat(entry.touch(Lifetime.OVER, 0)).isFalse();
        assertThat(entry.touch(Lifetime.FOREVER, 0)).isFalse();

        assertThat(entry.touch(HOUR, spare)).isTrue();
        assertThat(entry.leftNanos(spare)).isEqualTo(HOUR_NANOS);
        assertThat(entry.touch(HOUR, 0)).isTrue();
        assertThat(entry.leftNanos(0)).isEqualTo(HOUR_NANOS);
    }

    @Test
    void weight_countsKeyAndValue() {
        assertThat(entry.weight("key")).isEqualTo(MemoryEntry.OVERHEAD_BYTES + 6 + 1);
    }
}
