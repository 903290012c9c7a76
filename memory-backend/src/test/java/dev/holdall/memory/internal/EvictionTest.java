package dev.holdall.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.memory.MemoryBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvictionTest {

    private static final long BOUND = 64 << 10;
    private static final String VALUE = "x".repeat(1_000);
    private static final int ENTRIES = 500;

    private final CapturedLog log = new CapturedLog();
    private final TestContext context = new TestContext();
    private final Verbs verbs = Verbs.open(context, MemoryBackend.builder().maxBytes(BOUND));

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void entriesWithinTheBound_areAllKept() {
        int fitting = (int) (BOUND / (VALUE.length() + MemoryEntry.OVERHEAD_BYTES + 2 * "k10".length()));
        fill(fitting);

        assertThat(present(fitting)).hasSize(fitting);
        assertThat(context.incidents()).isEmpty();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void entriesBeyondTheBound_areEvictedBeforeTheWriteReturns() {
        fill(ENTRIES);

        assertThat(present(ENTRIES).size() * 1_000L).isBetween(BOUND / 2, BOUND);
    }

    @Test
    void everyEviction_isReported() {
        fill(ENTRIES);

        int evicted = ENTRIES - present(ENTRIES).size();
        assertThat(context.incidents()).hasSize(evicted).containsOnly(Incident.EVICTION);
    }

    @Test
    void theFirstEviction_isLogged_withWhatToDo() {
        fill(ENTRIES);

        assertThat(log.warnings())
                .containsExactly(
                        "sessions/memory: the size bound of 64 KiB is reached: entries are evicted before their"
                                + " expiry; raise holdall.stores.sessions.memory.max-size");
    }

    @Test
    void anEntryThatHasEnded_isNotReportedWhenItMakesRoom() {
        verbs.write("k", VALUE, Lifetime.ofMillis(3_600_000), 1);
        context.advance(Duration.ofHours(1));
        fill(ENTRIES);

        assertThat(context.incidents()).hasSize(ENTRIES - present(ENTRIES).size());
    }

    @ParameterizedTest
    @CsvSource({"8192, 8192 bytes", "10239, 10239 bytes", "10240, 10 KiB", "10485759, 10239 KiB", "10485760, 10 MiB"})
    void theWarning_tellsTheBoundInWords(long bytes, String words) {
        assertThat(Warnings.eviction("sessions", new Bounds(bytes, 8_192)))
                .startsWith("sessions/memory: the size bound of " + words + " is reached");
    }

    /**
     * The observer waits for another thread that touches the same keys. If the observer were called under the locks of
     * the map, it would wait for ever.
     */
    @Test
    void anObserver_isNotifiedOutsideOfTheMapsLocks() {
        AtomicInteger notified = new AtomicInteger();
        context.observer(() -> {
            context.observer(() -> {});
            CompletableFuture.runAsync(() -> fill(ENTRIES))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            notified.incrementAndGet();
        });

        fill(ENTRIES);

        assertThat(notified).hasPositiveValue();
    }

    @Test
    void anEvictedKey_isCreatedAboveItsEarlierVersion() {
        long[] versions = fill(ENTRIES);
        List<String> present = present(ENTRIES);

        for (int i = 0; i < ENTRIES; i++) {
            String key = "k" + i;
            if (!present.contains(key)) {
                assertThat(verbs.add(key, "new", 0).storedVersion().micros()).isGreaterThan(versions[i]);
                assertThat(verbs.compareAndSet(key, versions[i], "stale", 0)).isEqualTo(WriteResult.CONFLICT);
            }
        }
    }

    @Test
    void theLargestValue_fitsWithTheLongestKey() {
        String key = "\uFFFD".repeat(2_048);
        int largest = verbs.backend().traits().maxValueBytes();

        verbs.write(key, "x".repeat(largest), 1);
        assertThat(verbs.read(key)).isPresent();

        verbs.write(key, "x".repeat(largest + 1), 2);
        assertThat(verbs.read(key)).isEmpty();
        assertThat(context.incidents()).containsExactly(Incident.EVICTION);
    }

    @Test
    void shrinkingAValue_makesRoom() {
        verbs.write("a", "x".repeat(50_000), 1);
        verbs.write("a", "x", 2);
        verbs.write("b", "x".repeat(50_000), 1);

        assertThat(verbs.read("a")).isPresent();
        assertThat(verbs.read("b")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 8_191, Long.MAX_VALUE})
    void builder_refusesBoundsOutOfRange(long bytes) {
        MemoryBackend.Builder builder = MemoryBackend.builder();

        assertThatThrownBy(() -> builder.maxBytes(bytes)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxRevocationBytes(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {8_192, 1L << 31, 1L << 50})
    void maxValueBytes_isWithinEveryBound(long bytes) {
        Verbs bounded = Verbs.open(context, MemoryBackend.builder().maxBytes(bytes));

        assertThat(bounded.backend().traits().maxValueBytes()).isPositive();
    }

    /**
     * Writes entries with decreasing versions, so that only the floor keeps a new version above those that were
     * evicted.
     */
    private long[] fill(int entries) {
        return IntStream.range(0, entries)
                .mapToLong(i -> verbs.write("k" + i, VALUE, 1_000_000 - i))
                .toArray();
    }

    private List<String> present(int entries) {
        return IntStream.range(0, entries)
                .mapToObj(i -> "k" + i)
                .filter(key -> verbs.read(key).isPresent())
                .toList();
    }
}
