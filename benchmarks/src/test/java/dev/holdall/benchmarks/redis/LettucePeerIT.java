package dev.holdall.benchmarks.redis;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdall.testservers.redis.RedisServer;
import org.junit.jupiter.api.Test;

class LettucePeerIT {

    @Test
    void touch_ofASessionThatIsNotThere_fails() {
        try (RedisServer server = RedisServer.start();
                Peer peer = new LettucePeer(server.uri())) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> peer.touch("absent"));

            peer.save("present");
            peer.touch("present");
        }
    }
}
