package dev.holdall.redis;

import dev.holdall.Read;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.StoredEntry;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads entries: a plain GET, from a replica nearby where there are some. What a replica doesn't have, or fails to tell, is
 * asked of the primary.
 */
final class Reads {

    private final Servers servers;
    private final Requests requests;

    Reads(Servers servers, Requests requests) {
        this.servers = servers;
        this.requests = requests;
    }

    CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options) {
        boolean nearby = options.read() == Read.LOCAL && servers.hasReplicas();
        if (options.withLifetime()) {
            return nearby ? new NearbyLifetime(key).read(servers, this) : fromRegister(key);
        }
        return nearby ? fromNearby(key) : fromPrimary(key);
    }

    /** Reads the values of several entries at once. */
    Map<String, CompletionStage<Optional<StoredEntry>>> readAll(Collection<String> keys, Read read) {
        boolean nearby = read == Read.LOCAL && servers.hasReplicas();
        Map<String, CompletionStage<Optional<StoredEntry>>> answers = new LinkedHashMap<>();
        List<AsyncCommand<String, byte[], Stored>> commands = new ArrayList<>(keys.size());
        for (String key : keys) {
            AsyncCommand<String, byte[], Stored> command = Commands.get(key);
            commands.add(command);
            answers.put(key, nearby ? fromNearby(key, command) : fromPrimary(key, command));
        }
        if (nearby) {
            servers.sendNearby(commands);
        } else {
            servers.sendAll(commands);
        }
        return answers;
    }

    private CompletionStage<Optional<StoredEntry>> fromNearby(String key) {
        AsyncCommand<String, byte[], Stored> command = Commands.get(key);
        servers.sendNearby(List.of(command));
        return fromNearby(key, command);
    }

    private CompletionStage<Optional<StoredEntry>> fromNearby(
            String key, AsyncCommand<String, byte[], Stored> command) {
        return command.handle((stored, failure) -> failure == null && stored.isSettled()
                        ? CompletableFuture.completedStage(stored.entry(null))
                        : fromPrimary(key))
                .thenCompose(answer -> answer);
    }

    private CompletionStage<Optional<StoredEntry>> fromPrimary(String key) {
        AsyncCommand<String, byte[], Stored> command = Commands.get(key);
        servers.send(command);
        return fromPrimary(key, command);
    }

    private CompletionStage<Optional<StoredEntry>> fromPrimary(
            String key, AsyncCommand<String, byte[], Stored> command) {
        return Requests.translated(
                        command,
                        stored -> stored.kind() == Stored.Kind.UNTIL
                                ? fromRegister(key)
                                : CompletableFuture.completedStage(stored.entry(null)))
                .thenCompose(answer -> answer);
    }

    /** By the script, which sees the entry and its remaining lifetime at one moment. */
    CompletionStage<Optional<StoredEntry>> fromRegister(String key) {
        return requests.run(Call.read(key), Found::entry);
    }
}
