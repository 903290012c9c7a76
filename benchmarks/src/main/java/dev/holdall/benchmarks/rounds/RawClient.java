package dev.holdall.benchmarks.rounds;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The verbs as one would write them with a client library alone. They write the value of
 * {@link dev.holdall.benchmarks.Workload}, with its TTL.
 */
public interface RawClient {

    /**
     * Reads an entry, and waits for the answer.
     *
     * @param key the key
     * @return the value
     */
    byte @Nullable [] get(String key);

    /**
     * Reads an entry.
     *
     * @param key the key
     * @return a stage with the value
     */
    CompletionStage<?> getAsync(String key);

    /**
     * Writes an entry, and waits for the answer.
     *
     * @param key the key
     */
    void set(String key);

    /**
     * Writes an entry.
     *
     * @param key the key
     * @return a stage that completes when the entry is written
     */
    CompletionStage<?> setAsync(String key);

    /**
     * Sets the TTL of an entry again, and waits for the answer.
     *
     * @param key the key
     */
    void changeTTL(String key);

    /**
     * Sets the TTL of an entry again.
     *
     * @param key the key
     * @return a stage that completes when the TTL is set
     */
    CompletionStage<?> changeTTLAsync(String key);
}
