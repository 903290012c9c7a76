package dev.holdall.redis.faults;

import dev.holdall.testservers.redis.RedisVersion;

/** Runs the same tests on the oldest server: before Redis 7.0, errors within scripts have other texts. */
class OldestServerRefusalIT extends RefusalIT {

    @Override
    RedisVersion version() {
        return RedisVersion.V6_2;
    }
}
