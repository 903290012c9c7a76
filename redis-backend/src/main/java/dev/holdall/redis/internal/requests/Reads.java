package dev.holdall.redis.internal.requests;

import dev.holdall.Read;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Stored;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.StoredEntry;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads entries with a plain GET, from a nearby replica if there is one. If the replica doesn't have the entry, or
 * fails, the primary is asked.
 */
public final class Reads {

    private final Servers servers;
    private final Requests requests;

    public Reads(Servers servers, Requests requests) {
        this.servers = servers;
        this.requests = requests;
    }

    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        boolean nearby = options.read() == Read.LOCAL && servers.hasReplicas();
        if (options.withLifetime()) {
            return nearby
                    ? new ReplicaLifetime(key, deadline).read(servers, requests)
                    : requests.readWithLifetime(key, deadline);
        }
        AsyncCommand<String, byte[], Stored> command = Commands.get(key);
        if (nearby) {
            servers.sendNearby(List.of(command));
            return new Nearby(key, deadline).to(command);
        }
        servers.send(command);
        return new FromPrimary(key, deadline).to(command);
    }

    /** Reads the values of several entries at once. */
    public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
            Collection<String> keys, Read read, Deadline deadline) {
        boolean nearby = read == Read.LOCAL && servers.hasReplicas();
        Map<String, CompletionStage<Optional<StoredEntry>>> answers = new LinkedHashMap<>();
        List<AsyncCommand<String, byte[], Stored>> commands = new ArrayList<>(keys.size());
        for (String key : keys) {
            AsyncCommand<String, byte[], Stored> command = Commands.get(key);
            commands.add(command);
            answers.put(key, (nearby ? new Nearby(key, deadline) : new FromPrimary(key, deadline)).to(command));
        }
        if (nearby) {
            servers.sendNearby(commands);
        } else {
            servers.sendAll(commands);
        }
        return answers;
    }

    /** An answer of the primary. For an entry of the kind {@code UNTIL}, a script then tells whether it has ended. */
    private final class FromPrimary extends PendingAnswer<Stored, Optional<StoredEntry>> {

        private final String key;

        FromPrimary(String key, Deadline deadline) {
            super(deadline);
            this.key = key;
        }

        @Override
        void answer(Stored stored) {
            if (stored.kind() == Stored.Kind.UNTIL) {
                continueWith(() -> requests.readWithLifetime(key, deadline()));
            } else {
                complete(stored.entry(null));
            }
        }
    }

    /** An answer of a replica. The primary is asked if the replica's lag may have made it wrong, or if it failed. */
    private final class Nearby extends PendingAnswer<Stored, Optional<StoredEntry>> {

        private final String key;

        Nearby(String key, Deadline deadline) {
            super(deadline);
            this.key = key;
        }

        @Override
        void answer(Stored stored) {
            if (stored.isSettled()) {
                complete(stored.entry(null));
            } else {
                askPrimary();
            }
        }

        @Override
        void recover(Throwable failure) {
            askPrimary();
        }

        private void askPrimary() {
            continueWith(() -> read(key, ReadOptions.LATEST, deadline()));
        }
    }
}
