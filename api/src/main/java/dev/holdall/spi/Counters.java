package dev.holdall.spi;

import dev.holdall.Outcome;
import java.nio.charset.StandardCharsets;

/** The form in which counters are stored: a decimal number in ASCII, with a minus sign where it is negative. */
public final class Counters {

    private static final int MAX_DIGITS = Long.toString(Long.MIN_VALUE).length();

    private Counters() {}

    /**
     * The bytes of a counter.
     *
     * @param value the number
     * @return an array of its own
     */
    public static byte[] format(long value) {
        return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The number that a value is. As Redis has it, there is one form for each number: no plus sign, no leading zeros,
     * no white space, no negative zero.
     *
     * @param value the bytes
     * @return the number
     * @throws BackendException of the kind {@code CORRUPT}, not applied, if it is none of 64 bits
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
                // Its message holds the value, so it is no cause to pass on.
                throw notACounter();
            }
        }
        throw notACounter();
    }

    /**
     * The failure of whoever meets a value that is no counter, for a backend whose server finds out.
     *
     * @return of the kind {@code CORRUPT}, not applied
     */
    public static BackendException notACounter() {
        return new BackendException(
                BackendException.Kind.CORRUPT, Outcome.NOT_APPLIED, "the value is not a decimal counter", null);
    }
}
