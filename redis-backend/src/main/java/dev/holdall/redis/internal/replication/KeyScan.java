package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.GroupKeys;
import dev.holdall.redis.internal.register.MapKeys;
import dev.holdall.redis.internal.requests.Requests;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Goes through the keys of a store in a data centre, on all primaries. A key that is there all the time is met at least
 * once; one that is moved to another node of a cluster meanwhile may be missed.
 */
final class KeyScan {

    /** About how many keys a server looks at for one answer, for which it takes less than a millisecond. */
    private static final int COUNT = 500;

    private final Site site;
    private final String prefix;

    /** Goes through the keys that begin with this prefix. */
    KeyScan(Site site, String prefix) {
        this.site = site;
        this.prefix = prefix;
    }

    /** Receives some keys. */
    @FunctionalInterface
    interface Batch {
        void accept(List<String> keys) throws InterruptedException;
    }

    /** Hands over all keys, some at a time, but not those under which the store keeps its own data. Blocks. */
    void forEach(Batch batch) throws InterruptedException {
        for (CompletionStage<StatefulRedisConnection<String, byte[]>> primary :
                site.servers().primaries()) {
            forEach(Answers.await(primary), batch);
        }
    }

    private void forEach(StatefulRedisConnection<String, byte[]> primary, Batch batch) throws InterruptedException {
        String cursor = "0";
        boolean finished = false;
        while (!finished) {
            KeyScanCursor<String> answer =
                    Answers.await(Requests.dispatch(primary, Commands.scan(cursor, prefix, COUNT)));
            cursor = answer.getCursor();
            finished = answer.isFinished();
            batch.accept(answer.getKeys().stream().filter(this::isOfUser).toList());
        }
    }

    /** No key of a user contains a control character; that of a map or group ends with one and a name. */
    private boolean isOfUser(String key) {
        return key.startsWith(prefix)
                && GroupKeys.plain(MapKeys.plain(key)).chars().noneMatch(Character::isISOControl);
    }
}
