package dev.holdall.benchmarks.maps;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Maps as one would keep them with a client library alone: without versions, creations and ends of single fields. */
public interface RawMaps {

    /**
     * Writes a map with the fields of {@link MapFields}, and waits for the answer.
     *
     * @param key the key
     */
    void create(String key);

    /**
     * Reads a map, and waits for the answer.
     *
     * @param key the key
     * @return the bytes by field name
     */
    Map<String, byte[]> get(String key);

    /**
     * Reads a map.
     *
     * @param key the key
     * @return a stage with the bytes by field name
     */
    CompletionStage<Map<String, byte[]>> getAsync(String key);
}
