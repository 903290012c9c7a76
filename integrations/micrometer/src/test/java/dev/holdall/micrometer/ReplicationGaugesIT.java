package dev.holdall.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.redis.RedisServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the gauges show of two real data centres, while the link between them is cut and heals. */
@Tag("deep")
class ReplicationGaugesIT {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void gauges_showTheLink_andWhatWaits() {
        try (RedisServer here = RedisServer.start();
                RedisServer there = RedisServer.builder().proxied(true).start();
                SessionStore store = open(here, there)) {
            awaitGauge("connected", 1);

            there.link().cut();
            store.set("key", "value".getBytes(UTF_8));
            awaitGauge("connected", 0);
            awaitGauge("backlog.keys", 1);

            there.link().heal();
            awaitGauge("connected", 1);
            awaitGauge("backlog.keys", 0);
        }
    }

    private SessionStore open(RedisServer here, RedisServer there) {
        return SessionStores.builder("sessions")
                .config(ConfigFactory.parseString("""
                        holdall.stores.sessions {
                          backend = redis
                          redis {
                            uri = "%s"
                            data-centres { local = here, others.there.uri = "%s", sweep.after = 1 s }
                          }
                        }
                        """.formatted(here.uri(), there.uri())))
                .observer(new MetricsObserver(registry))
                .open();
    }

    private void awaitGauge(String name, double value) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(gauge(name)).isEqualTo(value));
    }

    /** Returns the value of a gauge; NaN as long as the store hasn't told the state. */
    private double gauge(String name) {
        Gauge gauge = registry.find("holdall.replication." + name)
                .tags("store", "sessions", "data.centre", "there")
                .gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }
}
