package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.SessionStore;
import dev.holdall.StoreLock;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.tck.internal.fixture.Background;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Race;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** LCK-01 to LCK-06: advisory locks. */
public interface LockRules extends RuleGroup {

    /** A lease that is longer than any test takes. */
    Duration LEASE = Duration.ofHours(1);

    @Rule
    @DisplayName("LCK-01: a lock that one holds nobody else can take, until it is released")
    default void LCK_01_lock_thatIsHeld_isNotTakenAgain(Face face) {
        SessionStore store = fixture().store(face);
        SessionStore other = fixture().store(face);
        String key = fixture().key();
        for (int i = 0; i < 3; i++) {
            try (StoreLock lock = take(store, key)) {
                assertThat(other.tryLock(key, Duration.ZERO, LEASE)).isEmpty();
                assertThat(store.tryLock(key, Duration.ZERO, LEASE))
                        .as("by the same store")
                        .isEmpty();
                assertThat(lock.fencingVersion()).isNotNull();
            }
        }
    }

    @Rule
    @DisplayName("LCK-01: of several who want a lock one has it at a time")
    default void LCK_01_locks_ofOneKey_excludeEachOther(Face face) {
        List<SessionStore> stores = List.of(fixture().store(face), fixture().store(face));
        String key = fixture().key();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Background background = new Background()) {
            List<Background.Running<Boolean>> holders = IntStream.range(0, 4)
                    .mapToObj(i -> background.run(() -> holdInTurns(stores.get(i % 2), key, inside, most)))
                    .toList();
            holders.forEach(Background.Running::answer);
        }
        assertThat(most).as("holders at once").hasValue(1);
    }

    private void holdInTurns(SessionStore store, String key, AtomicInteger inside, AtomicInteger most) {
        for (int i = 0; i < 5; i++) {
            try (StoreLock lock = store.tryLock(key, patience(), LEASE).orElseThrow()) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                inside.decrementAndGet();
                assertThat(lock.release()).isTrue();
            }
        }
    }

    @Rule
    @DisplayName("LCK-02: tryLock waits for a lock that is released meanwhile")
    default void LCK_02_tryLock_waitsForTheRelease(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        StoreLock first = take(store, key);
        FaultyBackend backend = fixture().faulty();
        SessionStore waiting = fixture().store(face, backend, builder -> builder);
        try (Background background = new Background()) {
            Background.Running<Optional<StoreLock>> second =
                    background.start(() -> waiting.tryLock(key, patience(), LEASE));
            backend.awaitRequests(2);
            assertThat(second.task())
                    .as("the waiting tryLock has the lock before its holder releases it")
                    .isNotDone();
            assertThat(first.release()).isTrue();
            assertThat(second.answer()).isPresent();
        }
    }

    @Rule
    @Waits
    @DisplayName("LCK-03: a lock ends with its lease, and its holder can't free the next one's")
    default void LCK_03_lock_endsWithItsLease(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        StoreLock first = store.tryLock(key, Duration.ZERO, fixture().brief()).orElseThrow();
        fixture().passTtl(fixture().brief());
        StoreLock second = take(store, key);
        assertThat(first.release()).as("released after its lease").isFalse();
        assertThat(store.tryLock(key, Duration.ZERO, LEASE))
                .as("while the next holder has it")
                .isEmpty();
        assertThat(second.release()).isTrue();
    }

    @Rule
    @Waits
    @DisplayName("LCK-04: each holder's fencing version is greater than those before")
    default void LCK_04_fencingVersions_increase(Face face) {
        SessionStore store = fixture().store(face);
        SessionStore other = fixture().store(face);
        String key = fixture().key();
        StoreLock ending = store.tryLock(key, Duration.ZERO, fixture().brief()).orElseThrow();
        Version last = ending.fencingVersion();
        fixture().passTtl(fixture().brief());
        for (int i = 0; i < 6; i++) {
            try (StoreLock lock = take(i % 2 == 0 ? store : other, key)) {
                assertThat(lock.fencingVersion()).isGreaterThan(last);
                last = lock.fencingVersion();
            }
        }
    }

    @Rule
    @DisplayName("LCK-05: a lock and an entry of one key leave each other alone")
    default void LCK_05_lock_leavesTheEntryAlone(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("there"), Ttl.never());
        try (StoreLock lock = take(store, key)) {
            assertKey(store, key).holds(fixture().value("there")).neverExpires();
            store.set(key, fixture().value("new"));
            store.delete(key);
            store.revoke(key);
            assertThat(store.tryLock(key, Duration.ZERO, LEASE)).isEmpty();
            assertThat(lock.release()).isTrue();
        }
        take(store, key).close();
    }

    @Rule
    @DisplayName("LCK-06: release tells whether the lock was held; again, it does nothing")
    default void LCK_06_release_again_doesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        StoreLock lock = take(store, key);
        assertThat(lock.release()).isTrue();
        StoreLock next = take(store, key);
        assertThat(lock.release()).isFalse();
        lock.close();
        assertThat(store.tryLock(key, Duration.ZERO, LEASE)).isEmpty();
        assertThat(next.release()).isTrue();
    }

    @Rule
    @DisplayName("LCK-06: a wait or a lease that is out of bounds is refused")
    default void LCK_06_tryLock_outOfBounds_isRefused(Face face) {
        SessionStore store = fixture().store(face, builder -> builder.maxTtl(Duration.ofHours(2)));
        String key = fixture().key();
        assertRefused(store, key, Duration.ofMillis(-1), LEASE);
        assertRefused(store, key, Duration.ofDays(1).plusMillis(1), LEASE);
        assertRefused(store, key, Duration.ZERO, Duration.ZERO);
        assertRefused(store, key, Duration.ZERO, Duration.ofMillis(-1));
        assertRefused(store, key, Duration.ZERO, Duration.ofHours(3));
    }

    @Rule
    @DisplayName("LCK-05: a key that is as long as keys may be can be locked")
    default void LCK_05_lock_ofTheLongestKey_works(Face face) {
        SessionStore store = fixture().store(face, builder -> builder.namespace("n".repeat(64)));
        String longest = fixture().key() + "-";
        String key = longest + "k".repeat(1_024 - longest.length());
        try (StoreLock lock = take(store, key)) {
            assertThat(store.tryLock(key, Duration.ZERO, LEASE)).isEmpty();
            assertThat(lock.release()).isTrue();
        }
    }

    @Test
    @DisplayName("LCK-06: of several threads that release a lock only one gets the answer that it was held")
    default void LCK_06_release_byManyThreads_isTrueForOneOfThem() {
        SessionStore store = fixture().store(Face.BLOCKING);
        Race.repeat(fixture(), Math.max(1, rounds() / 10), race -> {
            StoreLock lock = take(store, fixture().key());
            assertThat(race.run(4, racer -> lock.release())).containsOnlyOnce(true);
        });
    }

    /** How long a test waits for a lock that another thread holds for a moment. */
    private Duration patience() {
        return fixture().deadline().multipliedBy(20);
    }

    private static void assertRefused(SessionStore store, String key, Duration wait, Duration lease) {
        assertThatThrownBy(() -> store.tryLock(key, wait, lease))
                .as("wait %s, lease %s", wait, lease)
                .isInstanceOf(IllegalArgumentException.class);
    }

    private StoreLock take(SessionStore store, String key) {
        return store.tryLock(key, patience(), LEASE).orElseThrow();
    }
}
