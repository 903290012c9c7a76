package dev.holdall.cassandra.internal.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.Version;
import dev.holdall.cassandra.internal.connections.TestContext;
import dev.holdall.cassandra.internal.writes.PendingDeletions.Repetition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingDeletionsTest {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    private final Set<String> unreachable = ConcurrentHashMap.newKeySet();
    private final Map<String, Version> arrived = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> attempts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private volatile boolean cut;
    private final PendingDeletions pending = new PendingDeletions(1_000, INTERVAL, this::repeat, new TestContext());

    private CompletionStage<?> repeat(String key, Version version) {
        attempts.add(key);
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        return new CompletableFuture<Void>()
                .completeOnTimeout(null, 1, TimeUnit.MILLISECONDS)
                .thenRun(() -> {
                    inFlight.decrementAndGet();
                    if (cut || unreachable.contains(key)) {
                        throw new IllegalStateException("not reached");
                    }
                    arrived.put(key, version);
                });
    }

    @AfterEach
    void close() {
        pending.close();
    }

    @Test
    void deletion_isRepeatedUntilItArrives() {
        cut = true;
        pending.add("a", new Version(7));
        await().until(() -> attempts.size() > 2);
        assertThat(pending.size()).isOne();

        cut = false;

        await().until(() -> pending.size() == 0);
        assertThat(arrived).containsExactly(Map.entry("a", new Version(7)));
    }

    @Test
    void deletionsOfOneKey_areMerged_toTheLatest() {
        pending.add("a", new Version(7));
        pending.add("a", new Version(9));
        pending.add("a", new Version(8));

        assertThat(pending.size()).isOne();
        await().until(() -> pending.size() == 0);
        assertThat(arrived).containsEntry("a", new Version(9));
    }

    @Test
    void add_beyondTheCapacity_isRefused_exceptForKeysInTheQueue() {
        try (Closing small =
                new Closing(new PendingDeletions(2, Duration.ofHours(1), this::repeat, new TestContext()))) {
            assertThat(small.pending().add("a", new Version(1))).isEqualTo(Repetition.QUEUED);
            assertThat(small.pending().add("b", new Version(1))).isEqualTo(Repetition.QUEUED);
            assertThat(small.pending().add("c", new Version(1))).isEqualTo(Repetition.FULL);
            assertThat(small.pending().add("b", new Version(2))).isEqualTo(Repetition.QUEUED);
        }
    }

    @Test
    void thousandDeletions_areSentInBatches_onceOneHasArrived() {
        List<String> keys = IntStream.range(0, 1_000).mapToObj(i -> "key" + i).toList();
        keys.forEach(key -> pending.add(key, new Version(1)));

        await().until(() -> pending.size() == 0);

        assertThat(arrived).containsOnlyKeys(keys);
        assertThat(mostInFlight).hasValueGreaterThan(1).hasValueLessThanOrEqualTo(64);
    }

    @Test
    void whileNoneArrives_oneIsSentAtATime() {
        cut = true;
        IntStream.range(0, 1_000).forEach(i -> pending.add("key" + i, new Version(1)));

        await().until(() -> attempts.size() > 5);

        assertThat(mostInFlight).hasValue(1);
    }

    @Test
    void someThatNeverArrive_dontHoldUpTheOthers() {
        IntStream.range(0, 100).mapToObj(i -> "stuck" + i).forEach(unreachable::add);
        List<String> keys = new ArrayList<>(unreachable);
        keys.add("other");
        keys.forEach(key -> pending.add(key, new Version(1)));

        await().atMost(Duration.ofSeconds(60)).until(() -> pending.size() == 100);

        assertThat(arrived).containsOnlyKeys("other");
    }

    @Test
    void close_endsTheRepeating() {
        cut = true;
        pending.add("a", new Version(1));
        await().until(() -> !attempts.isEmpty());

        pending.close();

        assertThat(pending.size()).isZero();
        assertThat(pending.add("b", new Version(1))).isEqualTo(Repetition.CLOSED);
        assertThat(attempts).doesNotContain("b");
    }

    private record Closing(PendingDeletions pending) implements AutoCloseable {

        @Override
        public void close() {
            pending.close();
        }
    }

    @Test
    void message_saysWhyADeletionIsNotRepeated() {
        assertThat(Repetition.FULL.text()).contains("max-pending-deletions");
        assertThat(Repetition.CLOSED.text())
                .contains("the store is being closed")
                .doesNotContain("max-pending");
    }
}
