package dev.holdall.redis.faults;

import dev.holdall.testservers.redis.RedisVersion;
import org.junit.jupiter.api.Tag;

/** Runs the same tests on the oldest server: before Redis 7.0, errors within scripts have other texts. */
@Tag("deep")
class OldestServerRefusalIT extends RefusalIT {

    @Override
    RedisVersion version() {
        return RedisVersion.V6_2;
    }
}
