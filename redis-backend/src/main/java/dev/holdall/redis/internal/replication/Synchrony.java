package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Commands;
import io.lettuce.core.protocol.AsyncCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Until when everything that another data centre had for this one has arrived. The other data centre notes that here
 * each time that it has sent all.
 *
 * <p>If that was longer ago than tombstones stay, the other data centre may have forgotten deletions that never arrived
 * here. What this data centre sends there could then bring deleted entries back, so it sends nothing until an operator
 * has decided.
 */
final class Synchrony {

    private static final String KEY = "\u0001insync:";

    private final String prefix;
    private final Duration retention;

    Synchrony(String prefix, Duration retention) {
        this.prefix = prefix;
        this.retention = retention;
    }

    /** Notes at another site that all of this data centre's records up to this time have arrived there. */
    CompletionStage<?> note(Site there, String local, long millis) {
        return there.send(Commands.put(key(local), Long.toString(millis)));
    }

    /** Tells whether another data centre may have forgotten deletions that never arrived at a site. */
    CompletionStage<Boolean> isOverdue(Site here, String other, long nowMillis) {
        AsyncCommand<String, byte[], byte @Nullable []> noted = here.send(Commands.string(key(other)));
        return noted.thenApply(text -> text != null && isOverdue(text, nowMillis));
    }

    private boolean isOverdue(byte[] noted, long nowMillis) {
        long millis = Long.parseLong(new String(noted, StandardCharsets.US_ASCII));
        return nowMillis - millis > retention.toMillis();
    }

    /** Tells whether this data centre may send to another one. A data centre that is new may. */
    CompletionStage<Boolean> allowsSending(Site here, String other, long nowMillis) {
        AsyncCommand<String, byte[], byte @Nullable []> noted = here.send(Commands.string(key(other)));
        return noted.thenCompose(text -> {
            if (text != null) {
                return CompletableFuture.completedStage(!isOverdue(text, nowMillis));
            }
            return here.send(Commands.put(key(other), Long.toString(nowMillis))).thenApply(put -> true);
        });
    }

    private String key(String dataCentre) {
        return prefix + KEY + dataCentre;
    }
}
