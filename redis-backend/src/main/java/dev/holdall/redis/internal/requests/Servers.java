package dev.holdall.redis.internal.requests;

import dev.holdall.redis.internal.register.Script;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The servers that commands go to. Hides how many there are, and which of them has a key. Thread-safe. */
public interface Servers extends AutoCloseable {

    /** Sends a command on a key to the primary that has the key. The reply completes the command. */
    void send(RedisCommand<String, byte[], ?> command);

    /** Sends commands on keys to the primaries that have the keys, together where that is possible. */
    void sendAll(Collection<? extends RedisCommand<String, byte[], ?>> commands);

    /** Tells whether there are replicas to read from. */
    boolean hasReplicas();

    /** Sends commands that read keys to a nearby replica, or to the primary if no replica is connected. */
    void sendNearby(List<? extends RedisCommand<String, byte[], ?>> commands);

    /** Returns the connection over which {@link #send} sends the commands on a key. */
    CompletionStage<StatefulRedisConnection<String, byte[]>> connectionOf(String key);

    /**
     * Returns what the name of another key has to end with, so that a script may have both keys: a hash tag of the slot
     * in a cluster, and nothing otherwise.
     */
    String slotTag(String key);

    /** Returns every result that {@link #slotTag} can have. */
    List<String> slotTags();

    /** Asks the nodes of a cluster again which of them has which keys. Does nothing for other topologies. */
    CompletionStage<Void> refresh();

    /** Loads a script on all servers that may be asked to run it. */
    CompletionStage<Void> load(Script script);

    /** Returns the connections to all primaries. The stage of one that can't be reached fails. */
    List<CompletionStage<StatefulRedisConnection<String, byte[]>>> primaries();

    /**
     * Runs a task each time that a primary is connected, also the first time: another server may have taken over. The
     * task runs on a thread of the client library, and must not block.
     */
    void onConnect(Runnable task);

    /** Tells whether answers are delivered on this thread. */
    boolean completesOn(Thread thread);

    @Override
    void close();
}
