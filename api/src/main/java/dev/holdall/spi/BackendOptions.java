package dev.holdall.spi;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads a backend's options, and collects every problem that it meets instead of throwing. Where an option has a
 * problem, its default from the {@code reference.conf} is returned so that reading can go on; nothing is opened then.
 * Implemented by Holdall. Not thread-safe.
 *
 * <p>An option is a path in the backend's block, such as {@code max-size} or {@code pool.size}. Every option stands in
 * the {@code reference.conf}; one without a default stands there as {@code null} and is read with {@link #text}, as an
 * empty {@code Optional}, or with {@link #requiredText}, which reports it as missing. Reading one that doesn't stand
 * there ends the opening of the store.
 *
 * <p>Every value may also be a string, as those of system properties and of the environment are: {@code "8"},
 * {@code "true"}.
 */
public interface BackendOptions {

    /**
     * A length of time, such as {@code 2 seconds}. A number without a unit is a problem.
     *
     * @param path the option
     * @param min the least that is allowed
     * @param max the most that is allowed
     * @return the duration
     */
    Duration duration(String path, Duration min, Duration max);

    /**
     * A length of time, or a word that stands for there being none.
     *
     * @param path the option
     * @param none the word, such as {@code unlimited}
     * @param min the least that is allowed
     * @param max the most that is allowed
     * @return the duration; empty for the word
     */
    Optional<Duration> durationOr(String path, String none, Duration min, Duration max);

    /**
     * A number of bytes, such as {@code 64 MiB}. A number without a unit is in bytes.
     *
     * @param path the option
     * @param min the least that is allowed, in bytes
     * @param max the most that is allowed, in bytes
     * @return bytes
     */
    long bytes(String path, long min, long max);

    /**
     * A number of bytes, or a word that stands for the backend's own choice.
     *
     * @param path the option
     * @param word the word, such as {@code auto}
     * @param min the least that is allowed, in bytes
     * @param max the most that is allowed, in bytes
     * @return bytes; empty for the word
     */
    Optional<Long> bytesOr(String path, String word, long min, long max);

    /**
     * A whole number.
     *
     * @param path the option
     * @param min the least that is allowed
     * @param max the most that is allowed
     * @return the number
     */
    int integer(String path, int min, int max);

    /**
     * True or false.
     *
     * @param path the option
     * @return the value
     */
    boolean flag(String path);

    /**
     * A text that may be left out.
     *
     * @param path the option
     * @return the text; empty if it is not set
     */
    Optional<String> text(String path);

    /**
     * A text that has to be there and not be empty.
     *
     * @param path the option
     * @return the text; something not to be used if it is missing, which is reported
     */
    String requiredText(String path);

    /**
     * A list of texts, or one text with commas between them.
     *
     * @param path the option
     * @return the texts, in order; may be empty
     */
    List<String> texts(String path);

    /**
     * One of an enum's constants, written in lower case with hyphens.
     *
     * @param path the option
     * @param type the enum
     * @param <E> the enum
     * @return the constant
     */
    <E extends Enum<E>> E choice(String path, Class<E> type);

    /**
     * A block that is passed on to a client library as it is: whatever stands in it is allowed. In the
     * {@code reference.conf} it stands as an empty block.
     *
     * @param path the option
     * @return the block
     */
    Config block(String path);

    /**
     * Reports a problem that only the backend can see.
     *
     * @param path the option that it is about
     * @param problem what is wrong and what to do, continuing a sentence that begins with the option's full path;
     *     without the option's value if that may be a credential
     */
    void problem(String path, String problem);
}
