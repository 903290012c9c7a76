package dev.holdall.testservers.redis;

import java.util.Map;

/**
 * What a primary had written at some time.
 *
 * @param history the name of the history that it writes
 * @param offset how many bytes of it there were
 */
record ReplicationMark(String history, long offset) {

    static ReplicationMark of(RedisServer primary) {
        Map<String, String> info = primary.info();
        return new ReplicationMark(
                info.getOrDefault("master_replid", ""), Long.parseLong(info.getOrDefault("master_repl_offset", "0")));
    }

    /** Whether a server follows the primary that wrote this, and has all of it. */
    boolean isReachedBy(RedisServer replica) {
        Map<String, String> info = replica.info();
        return "up".equals(info.get("master_link_status"))
                && history.equals(info.get("master_replid"))
                && Long.parseLong(info.getOrDefault("slave_repl_offset", "-1")) >= offset;
    }
}
