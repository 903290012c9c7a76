package dev.holdall.testservers.redis;

import java.util.Map;

/**
 * A position in a primary's replication stream: what the primary had written at some moment.
 *
 * @param history the replication ID of the primary
 * @param offset the replication offset, in bytes
 */
record ReplicationMark(String history, long offset) {

    static ReplicationMark of(RedisServer primary) {
        Map<String, String> info = primary.info();
        return new ReplicationMark(
                info.getOrDefault("master_replid", ""), Long.parseLong(info.getOrDefault("master_repl_offset", "0")));
    }

    /** Whether a server follows the same primary, and has all that the primary had written. */
    boolean isReachedBy(RedisServer replica) {
        Map<String, String> info = replica.info();
        return "up".equals(info.get("master_link_status"))
                && history.equals(info.get("master_replid"))
                && Long.parseLong(info.getOrDefault("slave_repl_offset", "-1")) >= offset;
    }
}
