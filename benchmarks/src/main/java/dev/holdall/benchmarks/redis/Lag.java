package dev.holdall.benchmarks.redis;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The time from the call that writes a session in one data centre until the session is stored in the other one, whose
 * server reports each key that it stores.
 */
final class Lag {

    private static final String NAMESPACE = "lag";
    private static final String EVENTS = "__keyspace@0__:";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);
    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    private Lag() {}

    /** Measures for a while. Blocks. */
    static Lag measure(RedisServer here, Duration time) {
        Lag lag = new Lag();
        try (DataCentres dataCentres = DataCentres.of(here);
                SessionStore store = dataCentres.open(NAMESPACE, "");
                RedisClient client = RedisClient.create(dataCentres.there().uriWithoutLink());
                StatefulRedisPubSubConnection<String, String> events = client.connectPubSub()) {
            dataCentres.there().admin().configSet("notify-keyspace-events", "K$");
            events.addListener(lag.new Arrivals());
            events.sync().psubscribe(EVENTS + NAMESPACE + ":*");
            // The first writes are those of code that isn't compiled yet, and aren't counted.
            lag.write(store, "early", dataCentres, time.dividedBy(3));
            lag.micros.reset();
            lag.write(store, "session", dataCentres, time);
        }
        return lag;
    }

    private void write(SessionStore store, String kind, DataCentres dataCentres, Duration time) {
        String[] keys = Workload.keys(kind, Math.toIntExact(time.toSeconds() * PacedWrites.RATE));
        PacedWrites.run(store.async(), keys, key -> begun.put(key, System.nanoTime()));
        dataCentres.marks(NAMESPACE).awaitAtMost(0, PATIENCE);
    }

    /** Records when a key has arrived for the first time. */
    private final class Arrivals extends RedisPubSubAdapter<String, String> {

        @Override
        public void message(String pattern, String channel, String event) {
            Long nanos = begun.remove(channel.substring(EVENTS.length() + NAMESPACE.length() + 1));
            if (nanos != null) {
                micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - nanos));
            }
        }
    }

    private double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%nLag of %d writes, %d a second, a way of %d ms included: p50 %.1f ms, p99 %.1f ms, the longest %.1f"
                        + " ms%n",
                micros.getTotalCount(),
                PacedWrites.RATE,
                DataCentres.ONE_WAY.toMillis(),
                millis(50),
                millis(99),
                millis(100));
    }

    Map<String, Object> line() {
        return Map.of(
                "table", "lag",
                "writes", micros.getTotalCount(),
                "writesPerSecond", PacedWrites.RATE,
                "p50Millis", millis(50),
                "p99Millis", millis(99),
                "longestMillis", millis(100));
    }
}
