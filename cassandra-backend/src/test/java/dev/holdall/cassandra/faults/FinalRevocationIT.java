package dev.holdall.cassandra.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Entry;
import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.TwoDataCenters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests that a revocation in one data centre is final in the other. Meanwhile, processes with stale copies and wrong
 * clocks keep writing there, and the link changes its state.
 */
@Tag("deep")
class FinalRevocationIT {

    @RegisterExtension
    static final TwoDataCenters DCS = new TwoDataCenters();

    private static final int KEYS = 3_000;
    private static final int SURVIVORS = 100;
    private static final int STALE_WRITES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SKEW = Duration.ofMinutes(10);
    private static final Ttl HOUR = Ttl.of(Duration.ofHours(1));

    private static final List<SessionStore> STORES = Stream.of(Clusters.EQIAD, Clusters.CODFW)
            .flatMap(dataCenter -> Stream.of(SKEW, SKEW.negated()).map(skew -> open(dataCenter, skew)))
            .toList();

    private final long seed = Long.getLong("holdall.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Entry> stale = new ConcurrentHashMap<>();
    private final Map<Write, LongAdder> acknowledged = new EnumMap<>(Write.class);
    private final Map<Reach, LongAdder> revoked = new EnumMap<>(Reach.class);
    private final LongAdder refusedForTheirClock = new LongAdder();

    /** The writes of a process that does not know of the logout. */
    enum Write {
        UPDATE,
        CHANGE_TTL,
        SET,
        SET_ALL,
        ADD,
        COMPARE_AND_SET;

        CompletionStage<?> send(AsyncSessionStore store, String key, Entry seen) {
            byte[] value = "stale".getBytes(UTF_8);
            return switch (this) {
                case UPDATE -> store.update(key, seen.version(), value, HOUR);
                case CHANGE_TTL -> store.changeTTL(key, HOUR);
                case SET -> store.set(key, value, HOUR);
                case SET_ALL -> store.setAll(Map.of(key, value), HOUR);
                case ADD -> store.add(key, value, HOUR);
                case COMPARE_AND_SET -> store.compareAndSet(key, seen.version(), value, HOUR);
            };
        }
    }

    private enum LinkState {
        SLOW,
        CUT,
        HEALED,
        BLACK_HOLE,
        HEALED_AGAIN;

        void begin() {
            switch (this) {
                case SLOW -> DCS.link().delay(Duration.ofMillis(40));
                case CUT -> DCS.link().cut();
                case BLACK_HOLE -> DCS.link().blackHole();
                case HEALED, HEALED_AGAIN -> DCS.link().heal();
            }
        }
    }

    private static SessionStore open(String dataCenter, Duration skew) {
        InstantSource clock = () -> Instant.now().plus(skew);
        return DCS.store(dataCenter, "")
                .clock(clock)
                .requestTimeout(Duration.ofSeconds(4))
                .open();
    }

    @AfterAll
    static void close() {
        STORES.forEach(SessionStore::close);
    }

    @Test
    void revoke_isFinalInTheOtherDataCenter_whateverStaleWritersSend() {
        for (Write write : Write.values()) {
            acknowledged.put(write, new LongAdder());
        }
        for (Reach reach : Reach.values()) {
            revoked.put(reach, new LongAdder());
        }
        List<String> keys = makeSessions(KEYS);
        List<String> survivors = makeSessions(SURVIVORS);

        int slice = KEYS / LinkState.values().length;
        int from = 0;
        for (LinkState state : LinkState.values()) {
            state.begin();
            revokeAmongStaleWrites(keys.subList(from, from + slice), keys.subList(0, from), survivors);
            from += slice;
        }
        DCS.makeWhole();
        InFlight calls = new InFlight();
        keys.forEach(key -> writeStale(calls, key));
        assertNoFailure(calls);
        awaitAbsence(keys);
        keys.forEach(key -> writeStale(calls, key));
        assertNoFailure(calls);

        assertThat(present(keys))
                .as("revoked sessions that can be read, seed %d", seed)
                .isEmpty();
        assertThat(present(survivors))
                .as("sessions never revoked, seed %d", seed)
                .hasSize(SURVIVORS);
        assertThat(acknowledged.values()).allMatch(count -> count.sum() > KEYS / 10);
        assertThat(revoked.values()).allMatch(count -> count.sum() > KEYS / 10);
    }

    /** Makes sessions that both data centres have, and keeps the entries read, which will be stale. */
    private List<String> makeSessions(int count) {
        List<String> keys =
                IntStream.range(0, count).mapToObj(i -> TwoDataCenters.key()).toList();
        for (int i = 0; i < STORES.size(); i++) {
            int which = i;
            Map<String, byte[]> values = IntStream.range(0, count)
                    .filter(number -> number % STORES.size() == which)
                    .mapToObj(keys::get)
                    .collect(Collectors.toMap(Function.identity(), key -> key.getBytes(UTF_8)));
            STORES.get(i).setAll(values, HOUR);
        }
        for (SessionStore store : STORES) {
            Awaitility.await().atMost(PATIENCE).until(() -> store.getAll(keys).size() == count);
        }
        InFlight reads = new InFlight();
        keys.forEach(key ->
                reads.send(() -> any().async().getEntry(key).thenAccept(entry -> stale.put(key, entry.orElseThrow()))));
        assertNoFailure(reads);
        assertThat(stale).containsKeys(keys.toArray(String[]::new));
        return keys;
    }

    /** Revokes keys, while stale writes go to these keys, to those revoked before, and to the survivors. */
    private void revokeAmongStaleWrites(List<String> keys, List<String> before, List<String> survivors) {
        List<Runnable> schedule = new ArrayList<>();
        InFlight calls = new InFlight();
        keys.forEach(key -> {
            schedule.add(() -> calls.send(() -> any().async()
                    .revoke(key)
                    .thenAccept(
                            reach -> Objects.requireNonNull(revoked.get(reach)).increment())));
            for (int i = 0; i < STALE_WRITES; i++) {
                schedule.add(() -> writeStale(calls, key));
            }
        });
        Stream.of(before, survivors)
                .flatMap(Collection::stream)
                .forEach(key -> schedule.add(() -> writeStale(calls, key)));
        Collections.shuffle(schedule, random);
        schedule.forEach(Runnable::run);
        assertNoFailure(calls);
    }

    private void writeStale(InFlight calls, String key) {
        Write write = Write.values()[random.nextInt(Write.values().length)];
        Entry seen = Objects.requireNonNull(stale.get(key));
        calls.send(() -> write.send(any().async(), key, seen).handle((answer, failure) -> counted(write, failure)));
    }

    /**
     * Counts a write. A transaction may fail because a clock far ahead has written the entry that it should replace; no
     * other failure is allowed.
     */
    private @Nullable Object counted(Write write, @Nullable Throwable failure) {
        if (failure == null) {
            Objects.requireNonNull(acknowledged.get(write)).increment();
            return null;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (write == Write.COMPARE_AND_SET
                && cause instanceof SessionStoreException refused
                && refused.outcome() == Outcome.NOT_APPLIED
                && String.valueOf(refused.getMessage()).contains("ahead")) {
            refusedForTheirClock.increment();
            return null;
        }
        throw new CompletionException(cause);
    }

    private SessionStore any() {
        return STORES.get(random.nextInt(STORES.size()));
    }

    private void assertNoFailure(InFlight calls) {
        assertThat(calls.end()).as("failures, seed %d", seed).isEmpty();
    }

    private void awaitAbsence(List<String> keys) {
        for (SessionStore store : List.of(DCS.eqiad(), DCS.codfw())) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(store.getAll(keys)).as("seed %d", seed).isEmpty());
        }
    }

    /** Returns the keys that a data centre still has, in a local read or in a read of the latest. */
    private static Collection<String> present(List<String> keys) {
        Collection<String> present = ConcurrentHashMap.newKeySet();
        InFlight reads = new InFlight();
        for (SessionStore store : List.of(DCS.eqiad(), DCS.codfw())) {
            present.addAll(store.getAll(keys).keySet());
            keys.forEach(key -> reads.send(() ->
                    store.async().get(key, Read.LATEST).thenAccept(found -> found.ifPresent(it -> present.add(key)))));
        }
        assertThat(reads.end()).isEmpty();
        return present;
    }
}
