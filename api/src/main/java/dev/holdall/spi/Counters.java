package dev.holdall.spi;

import dev.holdall.Outcome;
import java.nio.charset.StandardCharsets;

/**
 * Converts counters to and from the bytes that are stored: a decimal number in ASCII, with a minus sign if it is
 * negative.
 */
public final class Counters {

    private static final int MAX_DIGITS = Long.toString(Long.MIN_VALUE).length();

    private Counters() {}

    /**
     * Returns the bytes that a counter is stored as.
     *
     * @param value the number
     * @return a new array
     */
    public static byte[] format(long value) {
        return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Parses the bytes of a counter. As in Redis, each number has exactly one form: no plus sign, no leading zeros, no
     * white space, no negative zero.
     *
     * @param value the bytes
     * @return the number
     * @throws BackendException of the kind {@code CORRUPT}, not applied, if the bytes are not a number that fits in 64
     *     bits
     */
    public static long parse(byte[] value) {
        if (value.length > 0 && value.length <= MAX_DIGITS) {
            String text = new String(value, StandardCharsets.US_ASCII);
            try {
                long number = Long.parseLong(text);
                if (Long.toString(number).equals(text)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // The exception is not passed on as a cause, because its message contains the stored value.
                throw notACounter();
            }
        }
        throw notACounter();
    }

    /**
     * Makes the failure for a value that is not a counter. A backend whose server detects this throws it.
     *
     * @return of the kind {@code CORRUPT}, not applied
     */
    public static BackendException notACounter() {
        return new BackendException(
                BackendException.Kind.CORRUPT, Outcome.NOT_APPLIED, "the value is not a decimal counter", null);
    }
}
