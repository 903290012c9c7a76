package dev.holdall.spi;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a backend's options, and collects every problem instead of throwing an exception. If an option has a problem,
 * the method returns the default from the {@code reference.conf}, so that reading can continue; the store isn't opened
 * in that case. Holdall implements this interface. It is not thread-safe.
 *
 * <p>An option is a path in the backend's block, such as {@code max-size} or {@code pool.size}. Every option has to be
 * in the {@code reference.conf}. An option without a default is {@code null} there, and is read with {@link #text},
 * which returns an empty {@code Optional}, or with {@link #requiredText}, which reports the option as missing. Reading
 * an option that is not in the {@code reference.conf} makes the opening of the store fail.
 *
 * <p>Every value may also be a string, such as {@code "8"} or {@code "true"}, because the values of system properties
 * and of environment variables are strings.
 */
public interface BackendOptions {

    /**
     * Reads a length of time, such as {@code 2 seconds}. A number without a unit is a problem.
     *
     * @param path the option
     * @param min the smallest value that is allowed
     * @param max the largest value that is allowed
     * @return the duration
     */
    Duration duration(String path, Duration min, Duration max);

    /**
     * Reads a length of time, or a word that means that there is none.
     *
     * @param path the option
     * @param none the word, such as {@code unlimited}
     * @param min the smallest value that is allowed
     * @param max the largest value that is allowed
     * @return the duration; empty for the word
     */
    Optional<Duration> durationOr(String path, String none, Duration min, Duration max);

    /**
     * Reads a number of bytes, such as {@code 64 MiB}. A number without a unit is in bytes.
     *
     * @param path the option
     * @param min the smallest value that is allowed, in bytes
     * @param max the largest value that is allowed, in bytes
     * @return bytes
     */
    long bytes(String path, long min, long max);

    /**
     * Reads a number of bytes, or a word that means that the backend chooses.
     *
     * @param path the option
     * @param word the word, such as {@code auto}
     * @param min the smallest value that is allowed, in bytes
     * @param max the largest value that is allowed, in bytes
     * @return bytes; empty for the word
     */
    Optional<Long> bytesOr(String path, String word, long min, long max);

    /**
     * Reads a whole number.
     *
     * @param path the option
     * @param min the smallest value that is allowed
     * @param max the largest value that is allowed
     * @return the number
     */
    int integer(String path, int min, int max);

    /**
     * Reads true or false.
     *
     * @param path the option
     * @return the value
     */
    boolean flag(String path);

    /**
     * Reads a text that may be missing. An empty text counts as missing: it mostly comes from an environment variable
     * that is empty.
     *
     * @param path the option
     * @return the text; empty if it is not set
     */
    Optional<String> text(String path);

    /**
     * Reads a text that may be missing, and that may be empty without being missing, such as the password of a key
     * store.
     *
     * @param path the option
     * @return the text; empty if it is not set
     */
    default Optional<String> textOrEmpty(String path) {
        return text(path);
    }

    /**
     * Reads a text that is required and must not be empty.
     *
     * @param path the option
     * @return the text. If it is missing, this is reported, and the returned text must not be used.
     */
    String requiredText(String path);

    /**
     * Reads a list of texts, or one text whose parts are separated by commas.
     *
     * @param path the option
     * @return the texts, in order; may be empty
     */
    List<String> texts(String path);

    /**
     * Reads one of an enum's constants, written in lower case with hyphens.
     *
     * @param path the option
     * @param type the enum
     * @param <E> the enum
     * @return the constant
     */
    <E extends Enum<E>> E choice(String path, Class<E> type);

    /**
     * Reads a block that is passed to a client library unchanged, and that may contain any options. In the
     * {@code reference.conf} it is an empty block.
     *
     * @param path the option
     * @return the block
     */
    Config block(String path);

    /**
     * Reads a block of blocks whose names the application chooses, such as one for each other data centre. Each of them
     * may have some of the options that the backend itself has, with the same defaults; other options are problems. In
     * the {@code reference.conf} the option is an empty block.
     *
     * @param path the option
     * @param options the backend's options and blocks that each inner block may have
     * @return the options of each inner block by its name, in alphabetical order
     */
    Map<String, BackendOptions> blocks(String path, Set<String> options);

    /**
     * Reads a block of blocks whose names the application chooses, such as one for each client of a server. What each
     * of them may have is in another block, with the defaults, which an application may change for all of them. In the
     * {@code reference.conf} the option itself is an empty block.
     *
     * @param path the option
     * @param common the block with the options that each inner block may have, and with their defaults
     * @return the options of each inner block by its name, in alphabetical order
     */
    default Map<String, BackendOptions> blocksLike(String path, String common) {
        throw new UnsupportedOperationException("only Holdall itself implements BackendOptions");
    }

    /**
     * Reports a problem that only the backend can detect.
     *
     * @param path the option that has the problem
     * @param problem what is wrong and what to do. It continues a sentence that begins with the option's full path, and
     *     must not contain the option's value if that may be a credential.
     */
    void problem(String path, String problem);
}
