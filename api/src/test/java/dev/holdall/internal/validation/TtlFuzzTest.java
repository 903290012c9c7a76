package dev.holdall.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.Lifetime;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/** Checks TTLs of any length and at any moment against a calculation that can't overflow. */
class TtlFuzzTest {

    /** The bytes that {@link Input} reads. */
    private static final int INPUT_BYTES = 48;

    private static final BigInteger NANOS_PER_MILLI = BigInteger.valueOf(1_000_000);

    /** The settings of a store, a moment by its clock, and the length or the end of a TTL, all made from bytes. */
    private record Input(ByteBuffer bytes) {

        Duration maxTtl() {
            return Duration.ofMillis(
                    1 + Math.floorMod(bytes.getLong(0), Duration.ofDays(100_000).toMillis()));
        }

        Duration resolution() {
            return Duration.ofMillis(1 + Math.floorMod(bytes.getInt(8), 2_000));
        }

        boolean caps() {
            return bytes.get(12) % 2 == 0;
        }

        boolean isMoment() {
            return bytes.get(13) % 2 == 0;
        }

        Instant now() {
            return instant(bytes.getLong(16), bytes.getInt(24));
        }

        /** The TTL's length in seconds, or the second of its end. */
        long seconds() {
            return bytes.getLong(32);
        }

        int nanos() {
            return nanos(bytes.getInt(40));
        }

        Instant expiry() {
            return instant(seconds(), bytes.getInt(40));
        }

        private static Instant instant(long seconds, int nanos) {
            long bound = Instant.MAX.getEpochSecond() + 1;
            return Instant.ofEpochSecond(seconds % bound, nanos(nanos));
        }

        private static int nanos(int any) {
            return Math.floorMod(any, 1_000_000_000);
        }
    }

    @FuzzTest(maxDuration = "25s")
    void anyTtl_isRoundedUp_orCapped_orRefused(byte[] bytes) {
        if (bytes.length < INPUT_BYTES) {
            return;
        }
        Input input = new Input(ByteBuffer.wrap(bytes));
        TtlValidation validation = validation(input);
        if (input.isMoment()) {
            assertLifetime(validation, input, Ttl.until(input.expiry()), nanos(input.now(), input.expiry()));
        } else {
            assertLength(validation, input);
        }
    }

    private static void assertLength(TtlValidation validation, Input input) {
        Duration length = Duration.ofSeconds(input.seconds(), input.nanos());
        if (length.isZero() || length.isNegative()) {
            assertThatThrownBy(() -> Ttl.of(length)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertLifetime(validation, input, Ttl.of(length), nanos(length));
        }
    }

    private static void assertLifetime(TtlValidation validation, Input input, Ttl ttl, BigInteger nanos) {
        if (nanos.signum() <= 0) {
            assertThat(validation.lifetime(ttl)).isEqualTo(Lifetime.OVER);
        } else if (nanos.compareTo(nanos(input.maxTtl())) <= 0) {
            assertThat(validation.lifetime(ttl)).isEqualTo(roundedUp(nanos, input));
        } else if (input.caps()) {
            assertThat(validation.lifetime(ttl)).isEqualTo(roundedUp(nanos(input.maxTtl()), input));
        } else {
            assertThatThrownBy(() -> validation.lifetime(ttl))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("max-ttl");
        }
    }

    private static Lifetime roundedUp(BigInteger nanos, Input input) {
        BigInteger step = BigInteger.valueOf(input.resolution().toMillis());
        BigInteger steps = ceilDivide(nanos, step.multiply(NANOS_PER_MILLI));
        return Lifetime.ofMillis(steps.multiply(step).longValueExact());
    }

    private static BigInteger ceilDivide(BigInteger number, BigInteger by) {
        return number.add(by).subtract(BigInteger.ONE).divide(by);
    }

    private static BigInteger nanos(Instant from, Instant to) {
        return nanos(to.getEpochSecond(), to.getNano()).subtract(nanos(from.getEpochSecond(), from.getNano()));
    }

    private static BigInteger nanos(Duration length) {
        return nanos(length.getSeconds(), length.getNano());
    }

    private static BigInteger nanos(long seconds, int nanos) {
        return BigInteger.valueOf(seconds).multiply(BigInteger.TEN.pow(9)).add(BigInteger.valueOf(nanos));
    }

    private static TtlValidation validation(Input input) {
        StoreSettings settings = new StoreSettings(
                "sessions",
                "test",
                "",
                Duration.ofMillis(1),
                input.maxTtl(),
                input.caps(),
                1_024,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofDays(1));
        Traits traits = Traits.builder()
                .ttlResolution(input.resolution())
                .maxTtl(input.maxTtl())
                .build();
        return new TtlValidation(settings, traits, input::now);
    }
}
