package dev.holdall.http.internal.settings;

import dev.holdall.spi.BackendOptions;
import java.time.Duration;

/** The bounds of what clients may take. The options' comments in the {@code reference.conf} describe each of them. */
public record Limits(
        int connections,
        int pathBytes,
        int headBytes,
        int bulkKeys,
        Duration idle,
        Duration transfer,
        Duration stop,
        int threads) {

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofHours(1);

    static Limits read(BackendOptions options) {
        return new Limits(
                options.integer("max-connections", 1, 1_000_000),
                (int) options.bytes("max-path-size", 256, 64 << 10),
                (int) options.bytes("max-head-size", 1 << 10, 1 << 20),
                options.integer("max-bulk-keys", 1, 10_000),
                options.duration("idle-timeout", LEAST, MOST),
                options.duration("transfer-timeout", LEAST, MOST),
                options.duration("stop-timeout", Duration.ZERO, Duration.ofMinutes(10)),
                options.integer("max-threads", 8, 1_000));
    }
}
