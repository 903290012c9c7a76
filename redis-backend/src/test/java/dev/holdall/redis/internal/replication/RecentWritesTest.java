package dev.holdall.redis.internal.replication;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.redis.internal.register.PackedEntry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentWritesTest {

    private static final PackedEntry RECORD = PackedEntry.of(new Version(1), new byte[1_000]);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final RecentWrites writes = new RecentWrites(10_000, nanos::get);

    @Test
    void writes_areKept_forAMinute() {
        writes.add("a", RECORD, -1);
        advance(Duration.ofSeconds(40));
        writes.add("b", RECORD, -1);
        assertThat(writes.all()).extracting(RecentWrites.Write::key).containsExactly("a", "b");

        advance(Duration.ofSeconds(40));
        assertThat(writes.all()).extracting(RecentWrites.Write::key).containsExactly("b");
    }

    @Test
    void oldestWrites_areForgotten_whereThereIsNoRoom() {
        for (int i = 0; i < 100; i++) {
            writes.add("key" + i, RECORD, -1);
        }
        assertThat(writes.all())
                .hasSizeBetween(5, 10)
                .last()
                .extracting(RecentWrites.Write::key)
                .isEqualTo("key99");
    }

    @Test
    void lifetime_isWhatIsLeftOfIt() {
        writes.add("short", RECORD, 1_000);
        writes.add("long", RECORD, 20_000);
        writes.add("endless", RECORD, -1);
        advance(Duration.ofSeconds(5));
        assertThat(writes.all())
                .extracting(write -> new String(writes.lifetime(write), US_ASCII))
                .containsExactly("15000", "");
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
