package dev.holdall.config.internal.options;

import java.util.Map;
import java.util.Optional;

/** The Maven artifacts of this project's own backends. */
public final class Artifacts {

    private static final Map<String, String> BY_BACKEND = Map.of(
            "memory", "dev.holdall:holdall-memory",
            "redis", "dev.holdall:holdall-redis",
            "cassandra", "dev.holdall:holdall-cassandra");

    private Artifacts() {}

    public static Optional<String> of(String backend) {
        return Optional.ofNullable(BY_BACKEND.get(backend));
    }
}
