package dev.holdall.redis.internal.replication;

import dev.holdall.Outcome;
import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.LogThrottle;
import io.lettuce.core.protocol.AsyncCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The names of the data centres of a store, kept in each of them. A store that doesn't know one of them would mark
 * nothing for it, and a store that knows of no data centres would break the rules by which they merge: so each one
 * compares its own configuration with them.
 */
public final class Registration {

    private static final String KEY = "\u0001dcs";

    private final Servers servers;
    private final String key;
    private final String store;
    private final LogThrottle log = new LogThrottle();

    public Registration(Servers servers, BackendContext context) {
        this.servers = servers;
        this.key = context.keyPrefix() + KEY;
        this.store = context.store();
    }

    /**
     * Fails if other processes use these servers for a store in several data centres. Where the answer can't be had,
     * the store opens all the same: a node of a cluster may be away, or the user may lack the right.
     *
     * <p>If only one data centre is registered, other processes prepare for several ones, and nothing is sent yet. A
     * process without that configuration is let in, since it may have to be restarted meanwhile.
     */
    public CompletionStage<Void> checkAlone() {
        return sent(Commands.string(key)).exceptionally(failure -> null).thenAccept(registered -> {
            Set<String> names = registered == null ? Set.of() : names(registered);
            if (names.size() > 1) {
                throw notAlone(names);
            }
            if (!names.isEmpty()) {
                RedisLog.LOG.warn(
                        "{}/redis: other processes keep the rules of several data centres, and this configuration"
                                + " doesn't: set data-centres.local to {} before any process gets"
                                + " data-centres.others",
                        store,
                        String.join(", ", names));
            }
        });
    }

    /** Does what {@link #register} does, or nothing if the key's server can't be reached. */
    public CompletionStage<Void> registerIfReachable(DataCentreOptions options) {
        return register(options).exceptionallyCompose(failure -> {
            BackendException translated = ServerFailures.translate(failure);
            return translated.kind() == BackendException.Kind.UNAVAILABLE
                    ? CompletableFuture.completedStage(null)
                    : CompletableFuture.failedStage(translated);
        });
    }

    /** Registers the data centres of this configuration, and warns if others are registered that it doesn't name. */
    public CompletionStage<Void> register(DataCentreOptions options) {
        Set<String> own = new TreeSet<>(options.others().keySet());
        own.add(options.local());
        return sent(Commands.string(key)).thenCompose(registered -> {
            Set<String> unknown = registered == null ? new TreeSet<>() : names(registered);
            boolean complete = own.equals(unknown);
            unknown.removeAll(own);
            if (!unknown.isEmpty()) {
                warn(unknown);
                return CompletableFuture.completedStage(null);
            }
            return complete
                    ? CompletableFuture.completedStage(null)
                    : sent(Commands.put(key, String.join(",", own))).thenAccept(done -> {});
        });
    }

    private static Set<String> names(byte[] registered) {
        return new TreeSet<>(List.of(new String(registered, StandardCharsets.UTF_8).split(",")));
    }

    private void warn(Set<String> unknown) {
        if (log.count()) {
            RedisLog.LOG.warn(
                    "{}/redis: other processes know the data centre {}, which this configuration doesn't name: what is"
                            + " written here doesn't get there. Add it to data-centres.others; if it has left, delete"
                            + " the key that docs/backends/redis.md names",
                    store,
                    String.join(", ", unknown));
        }
    }

    private <T extends @Nullable Object> CompletionStage<T> sent(AsyncCommand<String, byte[], T> command) {
        servers.send(command);
        return command;
    }

    private static BackendException notAlone(Set<String> registered) {
        return new BackendException(
                BackendException.Kind.FAILED,
                Outcome.NOT_APPLIED,
                "the servers belong to a store in the data centres " + String.join(", ", registered)
                        + ", and this configuration names no data centre, so that its writes would get lost there: set"
                        + " data-centres.local and data-centres.others",
                null);
    }
}
