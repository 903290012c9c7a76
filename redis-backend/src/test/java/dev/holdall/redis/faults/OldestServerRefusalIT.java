package dev.holdall.redis.faults;

import dev.holdall.testservers.redis.RedisVersion;

/** The same by the oldest server: before Redis 7.0, what fails within a script is told in other words. */
class OldestServerRefusalIT extends RefusalIT {

    @Override
    RedisVersion version() {
        return RedisVersion.V6_2;
    }
}
