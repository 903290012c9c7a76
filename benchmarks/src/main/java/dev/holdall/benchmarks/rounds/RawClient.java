package dev.holdall.benchmarks.rounds;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The verbs as one would write them with a client library alone. What is written is the workload's value, with its TTL.
 */
public interface RawClient {

    /**
     * Reads and waits.
     *
     * @param key the key
     * @return the value
     */
    byte @Nullable [] get(String key);

    /**
     * Reads.
     *
     * @param key the key
     * @return a stage with the value
     */
    CompletionStage<?> getAsync(String key);

    /**
     * Writes and waits.
     *
     * @param key the key
     */
    void set(String key);

    /**
     * Writes.
     *
     * @param key the key
     * @return a stage that completes when it is written
     */
    CompletionStage<?> setAsync(String key);

    /**
     * Begins the lifetime anew, and waits.
     *
     * @param key the key
     */
    void changeTtl(String key);

    /**
     * Begins the lifetime anew.
     *
     * @param key the key
     * @return a stage that completes when it is done
     */
    CompletionStage<?> changeTtlAsync(String key);
}
