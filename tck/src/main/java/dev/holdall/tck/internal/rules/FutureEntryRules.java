package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.Entry;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.Counters;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/**
 * Rules of several verbs on entries whose version is above the moment of their expiry, because the writer's clock was
 * ahead by more than their TTL. A backend that compares versions has to know such a version for longer than the entry
 * lives, and may therefore store the entry in another form.
 */
public interface FutureEntryRules extends RuleGroup {

    @Rule
    @DisplayName("TTL-15: the expiry of an entry by a clock that is ahead is the moment at which it ends")
    default void TTL_15_expiry_ofAnEntryByAClockAhead_isTheMomentOfTheEnd(Face face) {
        SessionStore store = fixture().store(face);
        Instant begun = now();
        String key = setAhead(face, fixture().value("ahead"));
        assertKey(store, key).holds(fixture().value("ahead"));
        assertEnds(store, key, begun, BRIEFER);
    }

    @Rule
    @DisplayName("TTL-10: changeTTL of an entry by a clock that is ahead changes its expiry alone")
    default void TTL_10_changeTTL_ofAnEntryByAClockAhead_changesTheExpiryAlone(Face face) {
        SessionStore store = fixture().store(face);
        for (Duration ttl : List.of(BRIEFER.dividedBy(2), BRIEFER.multipliedBy(2), AHEAD.multipliedBy(2))) {
            String key = setAhead(face, fixture().value("kept"));
            assertThat(store.changeTTL(key, Ttl.never())).isTrue();
            assertKey(store, key).holds(fixture().value("kept")).neverExpires();
            String changed = setAhead(face, fixture().value("kept"));
            for (String each : List.of(key, changed)) {
                Instant begun = now();
                assertThat(store.changeTTL(each, Ttl.of(ttl))).isTrue();
                assertKey(store, each).holds(fixture().value("kept"));
                assertEnds(store, each, begun, ttl);
            }
        }
    }

    @Rule
    @DisplayName("SET-04: where the backend compares versions, a delete of an entry by a clock that is ahead is done")
    default void SET_04_delete_ofAnEntryByAClockAhead_takesEffect(Face face) {
        onlyIf(fixture().traits().comparesVersions(), "the backend doesn't compare versions when it writes");
        SessionStore store = fixture().store(face);
        String key = setAhead(face, fixture().value("ahead"));
        store.delete(key);
        assertKey(store, key).isAbsent();
    }

    @Rule
    @DisplayName("UPD-01: update of an entry by a clock that is ahead replaces value and TTL")
    default void UPD_01_update_ofAnEntryByAClockAhead_replaces(Face face) {
        SessionStore store = fixture().store(face);
        String key = setAhead(face, fixture().value("ahead"));
        store.update(key, versionOf(store, key), fixture().value("updated"), Ttl.never());
        assertKey(store, key).holds(fixture().value("updated")).neverExpires();
    }

    @Rule
    @DisplayName("ADD-02: add of a key with an entry by a clock that is ahead answers empty, and changes nothing")
    default void ADD_02_add_ofAnEntryByAClockAhead_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = setAhead(face, fixture().value("ahead"));
        Version before = versionOf(store, key);
        assertThat(store.add(key, fixture().value("late"), Ttl.never())).isEmpty();
        assertKey(store, key).holds(fixture().value("ahead")).expires();
        assertThat(versionOf(store, key)).isEqualTo(before);
    }

    @Rule
    @DisplayName("CAS-01: compareAndSet of an entry by a clock that is ahead replaces value and TTL")
    default void CAS_01_compareAndSet_ofAnEntryByAClockAhead_replaces(Face face) {
        SessionStore store = fixture().store(face);
        // A backend may wait until the servers' clocks have passed a version that is only a moment ahead.
        for (Duration ahead : List.of(AHEAD, Duration.ofMillis(500))) {
            String key = setAhead(face, fixture().value("ahead"), ahead);
            Version seen = versionOf(store, key);
            if (isRefused(
                    () -> assertThat(store.compareAndSet(key, seen, fixture().value("swapped"), Ttl.never()))
                            .as("compareAndSet")
                            .isPresent())) {
                assertKey(store, key).holds(fixture().value("ahead")).expires();
            } else {
                assertKey(store, key).holds(fixture().value("swapped")).neverExpires();
            }
        }
    }

    @Rule
    @DisplayName("INC-02: increment of a counter by a clock that is ahead leaves its expiry as it is")
    default void INC_02_increment_ofACounterByAClockAhead_leavesItsExpiry(Face face) {
        SessionStore store = fixture().store(face);
        String key = setAhead(face, Counters.format(41));
        Instant end = expiryOf(store, key);
        boolean refused = isRefused(() -> assertThat(store.increment(key, 1, 0, Ttl.never()))
                .as("increment")
                .isEqualTo(42));
        assertKey(store, key).holds(Counters.format(refused ? 41 : 42));
        // Each read may be wrong by as much as it took.
        Duration tolerance = fixture().traits().ttlResolution().plus(Duration.ofSeconds(30));
        assertThat(expiryOf(store, key)).isBetween(end.minus(tolerance), end.plus(tolerance));
    }

    /** How far the writer's clock is ahead. */
    Duration AHEAD = Duration.ofMinutes(10);

    /** A TTL that is shorter than that, and longer than any of these tests takes. */
    Duration BRIEFER = Duration.ofMinutes(5);

    private String setAhead(Face face, byte[] value) {
        return setAhead(face, value, AHEAD);
    }

    private String setAhead(Face face, byte[] value, Duration ahead) {
        String key = fixture().key();
        fixture().store(face, builder -> builder.clock(fixture().clock(ahead))).set(key, value, Ttl.of(BRIEFER));
        return key;
    }

    /**
     * Tells whether the backend refuses a conditional write of an entry by a clock that is ahead of the servers', which
     * only one that doesn't compare versions may do. Nothing is changed then.
     */
    private boolean isRefused(Runnable write) {
        Throwable failure = catchThrowable(write::run);
        if (failure instanceof SessionStoreException refused
                && !fixture().traits().comparesVersions()) {
            assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            return true;
        }
        assertThat(failure).isNull();
        return false;
    }

    private void assertEnds(SessionStore store, String key, Instant begun, Duration ttl) {
        Duration tolerance = fixture().traits().ttlResolution();
        Instant end = expiryOf(store, key);
        assertThat(end)
                .as("the expiry with a TTL of %s", ttl)
                .isBetween(begun.plus(ttl).minus(tolerance), now().plus(ttl).plus(tolerance));
    }

    private static Instant expiryOf(SessionStore store, String key) {
        return store.getEntry(key).flatMap(Entry::expiry).orElseThrow();
    }

    private static Version versionOf(SessionStore store, String key) {
        return store.getEntry(key).orElseThrow().version();
    }

    private Instant now() {
        return fixture().time().clock().instant();
    }
}
