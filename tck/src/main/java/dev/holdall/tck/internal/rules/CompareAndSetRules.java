package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.Race;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** CAS-01 to CAS-06: a compareAndSet replaces only the version that it names. */
public interface CompareAndSetRules extends RuleGroup {

    @Rule
    @DisplayName("CAS-01: compareAndSet of the version that is there replaces value and TTL, with a greater version")
    default void CAS_01_compareAndSet_ofCurrentVersion_replaces(Face face) {
        SessionStore store = fixture().store(face);
        for (byte[] value : List.of(fixture().value("new"), new byte[0])) {
            String key = fixture().key();
            Version seen = store.set(key, fixture().value("old"));
            Version swapped = store.compareAndSet(key, seen, value, Ttl.never()).orElseThrow();
            assertKey(store, key).holds(value).neverExpires();
            assertThat(store.getEntry(key).orElseThrow().version())
                    .as("the version that is answered")
                    .isEqualTo(swapped);
            assertThat(swapped).isGreaterThan(seen);
            assertThat(store.compareAndSet(key, swapped, fixture().value("newer")))
                    .isPresent();
            assertKey(store, key).holds(fixture().value("newer")).expires();
        }
    }

    @Rule
    @DisplayName("CAS-02: compareAndSet of any other version answers empty and changes nothing")
    default void CAS_02_compareAndSet_ofOtherVersion_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version superseded = store.set(key, fixture().value("old"));
        Version current = store.set(key, fixture().value("current"), Ttl.never());
        Entry before = store.getEntry(key).orElseThrow();
        Stream.of(
                        superseded,
                        current.plusMicros(1),
                        current.plusMicros(-1),
                        current.plusMicros(1L << 32),
                        current.plusMicros(-1L << 32),
                        store.set(fixture().key(), fixture().value("of another key")),
                        new Version(0),
                        new Version(-1),
                        new Version(Long.MAX_VALUE),
                        new Version(Long.MIN_VALUE))
                .forEach(other -> {
                    assertThat(store.compareAndSet(key, other, fixture().value("stale")))
                            .as("compareAndSet of %s where %s is there", other, current)
                            .isEmpty();
                    assertThat(store.getEntry(key)).hasValue(before);
                });
    }

    @Rule
    @DisplayName("CAS-03: compareAndSet of an absent key answers empty and stores nothing")
    default void CAS_03_compareAndSet_ofAbsentKey_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        for (Version any : List.of(
                new Version(0),
                new Version(1),
                store.set(fixture().key(), fixture().value("other")))) {
            assertNoMatch(store, fixture().key(), any);
        }
    }

    @Rule
    @DisplayName("CAS-03: compareAndSet of a deleted key answers empty and stores nothing")
    default void CAS_03_compareAndSet_afterDelete_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("old"));
        store.delete(key);
        assertNoMatch(store, key, seen);
    }

    @Rule
    @Waits
    @DisplayName("CAS-03: compareAndSet of an expired key answers empty and stores nothing")
    default void CAS_03_compareAndSet_afterExpiry_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("brief"), Ttl.of(fixture().brief()));
        SessionStore ahead =
                fixture().store(face, builder -> builder.clock(fixture().clock(Duration.ofMinutes(10))));
        String byClockAhead = fixture().key();
        Version seenByClockAhead = ahead.set(
                byClockAhead, fixture().value("brief"), Ttl.of(fixture().brief()));
        fixture().passTtl(fixture().brief());
        assertNoMatch(store, key, seen);
        assertNoMatch(store, byClockAhead, seenByClockAhead);
    }

    @Rule
    @DisplayName("CAS-03: compareAndSet of the version of a write until a moment that has passed stores nothing")
    default void CAS_03_compareAndSet_ofAWriteUntilThePast_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String set = fixture().key();
        assertNoMatch(store, set, store.set(set, fixture().value("gone"), Ttl.until(Instant.EPOCH)));
        String updated = fixture().key();
        Version seen = store.set(updated, fixture().value("there"));
        assertNoMatch(store, updated, store.update(updated, seen, fixture().value("gone"), Ttl.until(Instant.EPOCH)));
    }

    @Rule
    @DisplayName("CAS-04: a version from before the key was deleted and created again doesn't match")
    default void CAS_04_compareAndSet_afterDeleteAndCreation_doesNotMatch(Face face) {
        SessionStore store = fixture().store(face);
        String set = fixture().key();
        Version seenOfSet = store.set(set, fixture().value("same"));
        store.delete(set);
        store.set(set, fixture().value("same"));
        assertMismatch(store, set, seenOfSet);
        String added = fixture().key();
        store.add(added, fixture().value("same"));
        Version seenOfAdded = store.getEntry(added).orElseThrow().version();
        store.delete(added);
        store.add(added, fixture().value("same"));
        assertMismatch(store, added, seenOfAdded);
    }

    @Rule
    @Waits
    @DisplayName("CAS-04: a version from before the key expired and was created again doesn't match")
    default void CAS_04_compareAndSet_afterExpiryAndCreation_doesNotMatch(Face face) {
        SessionStore store = fixture().store(face);
        List<String> keys = List.of(fixture().key(), fixture().key());
        List<Version> seen = keys.stream()
                .map(key ->
                        store.set(key, fixture().value("same"), Ttl.of(fixture().brief())))
                .toList();
        fixture().passTtl(fixture().brief());
        store.set(keys.get(0), fixture().value("same"));
        store.add(keys.get(1), fixture().value("same"));
        assertMismatch(store, keys.get(0), seen.get(0));
        assertMismatch(store, keys.get(1), seen.get(1));
    }

    @Rule
    @DisplayName(
            "CAS-04: a version from before another process created the key again doesn't match, whatever its clock")
    default void CAS_04_compareAndSet_afterCreationByAnotherClock_doesNotMatch(Face face) {
        for (Duration skew : List.of(Duration.ZERO, Duration.ofNanos(1_000), Duration.ofSeconds(30))) {
            SessionStore first =
                    fixture().store(face, builder -> builder.clock(fixture().clock(skew)));
            SessionStore second = fixture().store(face);
            String key = fixture().key();
            Version seen = first.set(key, fixture().value("same"));
            first.delete(key);
            second.set(key, fixture().value("same"));
            assertThat(first.compareAndSet(key, seen, fixture().value("stale")))
                    .as("the first clock is %s ahead", skew)
                    .isEmpty();
        }
    }

    @Rule
    @DisplayName(
            "CAS-05: of several compareAndSets of one version exactly one answers a version, and its value is there")
    default void CAS_05_compareAndSet_besideOthers_hasOneWinner(Face face) {
        List<SessionStore> stores = List.of(fixture().store(face), fixture().store(face));
        Race.repeat(fixture(), rounds(), race -> {
            String key = fixture().key();
            Version seen = stores.get(0).set(key, fixture().value("old"));
            List<Boolean> stored = race.run(
                    4,
                    racer -> stores.get(racer % 2)
                            .compareAndSet(key, seen, fixture().value("racer " + racer))
                            .isPresent());
            assertThat(Collections.frequency(stored, true)).as(race::round).isOne();
            assertKey(stores.get(0), key).as(race::round).holds(fixture().value("racer " + stored.indexOf(true)));
        });
    }

    @Rule
    @DisplayName("CAS-06: compareAndSet of a revoked key answers empty and stores nothing")
    default void CAS_06_compareAndSet_afterRevoke_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("old"));
        store.revoke(key);
        assertNoMatch(store, key, seen);
    }

    private void assertNoMatch(SessionStore store, String key, Version seen) {
        assertThat(store.compareAndSet(key, seen, fixture().value("stale"))).isEmpty();
        assertThat(store.compareAndSet(key, seen, fixture().value("stale"), Ttl.never()))
                .isEmpty();
        assertKey(store, key).isAbsent();
    }

    private void assertMismatch(SessionStore store, String key, Version seen) {
        assertThat(store.compareAndSet(key, seen, fixture().value("stale"))).isEmpty();
        assertKey(store, key).holds(fixture().value("same"));
    }
}
