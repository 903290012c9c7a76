package dev.holdall.redis.internal.requests;

import dev.holdall.redis.internal.register.Script;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The servers, however many there are and whoever of them has a key: commands go to them. Thread-safe. */
public interface Servers extends AutoCloseable {

    /** Sends a command on a key to the primary that has it. What comes back, comes in the command. */
    void send(RedisCommand<String, byte[], ?> command);

    /** Sends commands on keys to the primaries that have them, at once where that is possible. */
    void sendAll(Collection<? extends RedisCommand<String, byte[], ?>> commands);

    /** Whether there are replicas to read from. */
    boolean hasReplicas();

    /** Sends commands that read a key to a replica nearby; to the primary where none is connected. */
    void sendNearby(List<? extends RedisCommand<String, byte[], ?>> commands);

    /** The connection over which {@link #send} sends the commands on a key. */
    CompletionStage<StatefulRedisConnection<String, byte[]>> connectionOf(String key);

    /** Looks for the servers anew, where they tell who has which key. */
    CompletionStage<Void> refresh();

    /** Gives a script to whoever may be asked to run it. */
    CompletionStage<Void> load(Script script);

    /** The connections to all primaries, those that fail included. */
    List<CompletionStage<StatefulRedisConnection<String, byte[]>>> primaries();

    /** Tells whether a thread is one that answers come on. */
    boolean completesOn(Thread thread);

    @Override
    void close();
}
