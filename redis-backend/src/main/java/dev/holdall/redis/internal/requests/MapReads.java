package dev.holdall.redis.internal.requests;

import dev.holdall.Read;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.FoundMap;
import dev.holdall.redis.internal.register.MapCalls;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.StoredMap;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads maps with a plain HGETALL or HMGET, from a nearby replica if there is one. If the replica doesn't have the map,
 * or fails, the primary is asked. A script reads the map where the answer depends on the server's time.
 */
public final class MapReads {

    private final Servers servers;
    private final Requests requests;

    public MapReads(Servers servers, Requests requests) {
        this.servers = servers;
        this.requests = requests;
    }

    /**
     * Reads a map.
     *
     * @param key the Redis key of the map
     * @param names the names of the fields to read; null for all
     */
    public CompletionStage<Optional<StoredMap>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        boolean nearby = read == Read.LOCAL && servers.hasReplicas();
        AsyncCommand<String, byte[], FoundMap> command = Commands.map(key, names);
        if (nearby) {
            servers.sendNearby(List.of(command));
        } else {
            servers.send(command);
        }
        return new Answer(key, names, nearby, deadline).to(command);
    }

    /** The answer to a plain command, of a replica or of the primary. */
    private final class Answer extends PendingAnswer<FoundMap, Optional<StoredMap>> {

        private final String key;
        private final @Nullable Set<String> names;
        private final boolean nearby;

        Answer(String key, @Nullable Set<String> names, boolean nearby, Deadline deadline) {
            super(deadline);
            this.key = key;
            this.names = names;
            this.nearby = nearby;
        }

        @Override
        void answer(FoundMap found) {
            if (found.isUndecided()) {
                continueWith(() -> requests.run(MapCalls.read(key, names), FoundMap::map, deadline()));
            } else if (nearby && !found.isSettled()) {
                askPrimary();
            } else {
                complete(found.map());
            }
        }

        @Override
        void recover(Throwable failure) {
            if (nearby) {
                askPrimary();
            } else {
                super.recover(failure);
            }
        }

        private void askPrimary() {
            continueWith(() -> read(key, names, Read.LATEST, deadline()));
        }
    }
}
