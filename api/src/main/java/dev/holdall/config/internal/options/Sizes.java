package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** Parses and formats numbers of bytes. */
final class Sizes {

    /** Typesafe Config computes all digits of such a number, which takes seconds or exhausts the memory. */
    private static final Pattern HUGE_EXPONENT = Pattern.compile("[eE][+-]?\\d{4}");

    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private Sizes() {}

    static long parse(ConfigValue value, long min, long max) {
        BigInteger bytes = parse(value);
        if (bytes.compareTo(BigInteger.valueOf(min)) < 0 || bytes.compareTo(BigInteger.valueOf(max)) > 0) {
            throw new InvalidOptionException("must be from " + show(min) + " to " + show(max));
        }
        return bytes.longValueExact();
    }

    // For a negative size, Typesafe Config throws an IllegalArgumentException instead of a ConfigException.
    private static BigInteger parse(ConfigValue value) {
        if (value.unwrapped() instanceof String text
                && HUGE_EXPONENT.matcher(text).find()) {
            throw notASize();
        }
        try {
            return value.atKey("size").getMemorySize("size").toBytesBigInteger();
        } catch (ConfigException | IllegalArgumentException e) {
            throw notASize();
        }
    }

    private static InvalidOptionException notASize() {
        return new InvalidOptionException("must be a size, such as 64 MiB, or a number of bytes");
    }

    /** Formats a number of bytes in the largest unit that leaves no fraction: {@code 1536 KiB}. */
    static String show(long bytes) {
        String unit = bytes == 1 ? "byte" : "bytes";
        long count = bytes;
        for (int i = 0; i < UNITS.size() && count > 0 && count % 1024 == 0; i++) {
            count /= 1024;
            unit = UNITS.get(i);
        }
        return count + " " + unit;
    }
}
