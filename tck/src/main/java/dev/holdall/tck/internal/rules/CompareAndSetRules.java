package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.bench.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.tck.internal.bench.Face;
import dev.holdall.tck.internal.bench.Race;
import dev.holdall.tck.internal.bench.Rule;
import dev.holdall.tck.internal.bench.RuleGroup;
import dev.holdall.tck.internal.bench.Waits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** CAS-01 to CAS-06: a compareAndSet replaces only the version that it names. */
public interface CompareAndSetRules extends RuleGroup {

    @Rule
    @DisplayName("CAS-01: compareAndSet of the version that is there replaces value and TTL, with a greater version")
    default void compareAndSet_ofCurrentVersion_replaces(Face face) {
        SessionStore store = bench().store(face);
        for (byte[] value : List.of(bench().value("new"), new byte[0])) {
            String key = bench().key();
            Version seen = store.set(key, bench().value("old"));
            Version swapped = store.compareAndSet(key, seen, value, Ttl.never()).orElseThrow();
            assertKey(store, key).holds(value).neverExpires();
            assertThat(store.getEntry(key).orElseThrow().version())
                    .as("the version that is answered")
                    .isEqualTo(swapped);
            assertThat(swapped).isGreaterThan(seen);
            assertThat(store.compareAndSet(key, swapped, bench().value("newer")))
                    .isPresent();
            assertKey(store, key).holds(bench().value("newer")).expires();
        }
    }

    @Rule
    @DisplayName("CAS-02: compareAndSet of any other version answers empty and changes nothing")
    default void compareAndSet_ofOtherVersion_changesNothing(Face face) {
        SessionStore store = bench().store(face);
        String key = bench().key();
        Version superseded = store.set(key, bench().value("old"));
        Version current = store.set(key, bench().value("current"), Ttl.never());
        Entry before = store.getEntry(key).orElseThrow();
        Stream.of(
                        superseded,
                        current.plusMicros(1),
                        current.plusMicros(-1),
                        current.plusMicros(1L << 32),
                        current.plusMicros(-1L << 32),
                        store.set(bench().key(), bench().value("of another key")),
                        new Version(0),
                        new Version(-1),
                        new Version(Long.MAX_VALUE),
                        new Version(Long.MIN_VALUE))
                .forEach(other -> {
                    assertThat(store.compareAndSet(key, other, bench().value("stale")))
                            .as("compareAndSet of %s where %s is there", other, current)
                            .isEmpty();
                    assertThat(store.getEntry(key)).hasValue(before);
                });
    }

    @Rule
    @DisplayName("CAS-03: compareAndSet of an absent key answers empty and stores nothing")
    default void compareAndSet_ofAbsentKey_storesNothing(Face face) {
        SessionStore store = bench().store(face);
        for (Version any : List.of(new Version(0), new Version(1), store.set(bench().key(), bench().value("other")))) {
            assertNoMatch(store, bench().key(), any);
        }
    }

    @Rule
    @DisplayName("CAS-03: compareAndSet of a deleted key answers empty and stores nothing")
    default void compareAndSet_afterDelete_storesNothing(Face face) {
        SessionStore store = bench().store(face);
        String key = bench().key();
        Version seen = store.set(key, bench().value("old"));
        store.delete(key);
        assertNoMatch(store, key, seen);
    }

    @Rule
    @Waits
    @DisplayName("CAS-03: compareAndSet of an expired key answers empty and stores nothing")
    default void compareAndSet_afterExpiry_storesNothing(Face face) {
        SessionStore store = bench().store(face);
        String key = bench().key();
        Version seen = store.set(key, bench().value("brief"), Ttl.of(bench().brief()));
        bench().passTtl(bench().brief());
        assertNoMatch(store, key, seen);
    }

    @Rule
    @DisplayName("CAS-04: a version from before the key was deleted and created again doesn't match")
    default void compareAndSet_afterDeleteAndCreation_doesNotMatch(Face face) {
        SessionStore store = bench().store(face);
        String set = bench().key();
        Version seenOfSet = store.set(set, bench().value("same"));
        store.delete(set);
        store.set(set, bench().value("same"));
        assertMismatch(store, set, seenOfSet);
        String added = bench().key();
        store.add(added, bench().value("same"));
        Version seenOfAdded = store.getEntry(added).orElseThrow().version();
        store.delete(added);
        store.add(added, bench().value("same"));
        assertMismatch(store, added, seenOfAdded);
    }

    @Rule
    @Waits
    @DisplayName("CAS-04: a version from before the key expired and was created again doesn't match")
    default void compareAndSet_afterExpiryAndCreation_doesNotMatch(Face face) {
        SessionStore store = bench().store(face);
        List<String> keys = List.of(bench().key(), bench().key());
        List<Version> seen = keys.stream()
                .map(key -> store.set(key, bench().value("same"), Ttl.of(bench().brief())))
                .toList();
        bench().passTtl(bench().brief());
        store.set(keys.get(0), bench().value("same"));
        store.add(keys.get(1), bench().value("same"));
        assertMismatch(store, keys.get(0), seen.get(0));
        assertMismatch(store, keys.get(1), seen.get(1));
    }

    @Rule
    @DisplayName(
            "CAS-04: a version from before another process created the key again doesn't match, whatever its clock")
    default void compareAndSet_afterCreationByAnotherClock_doesNotMatch(Face face) {
        for (Duration skew : List.of(Duration.ZERO, Duration.ofNanos(1_000), Duration.ofSeconds(30))) {
            SessionStore first = bench().store(face, builder -> builder.clock(bench().clock(skew)));
            SessionStore second = bench().store(face);
            String key = bench().key();
            Version seen = first.set(key, bench().value("same"));
            first.delete(key);
            second.set(key, bench().value("same"));
            assertThat(first.compareAndSet(key, seen, bench().value("stale")))
                    .as("the first clock is %s ahead", skew)
                    .isEmpty();
        }
    }

    @Rule
    @DisplayName(
            "CAS-05: of several compareAndSets of one version exactly one answers a version, and its value is there")
    default void compareAndSet_besideOthers_hasOneWinner(Face face) {
        List<SessionStore> stores = List.of(bench().store(face), bench().store(face));
        Race.repeat(bench(), rounds(), race -> {
            String key = bench().key();
            Version seen = stores.get(0).set(key, bench().value("old"));
            List<Boolean> stored = race.run(
                    4,
                    racer -> stores.get(racer % 2)
                            .compareAndSet(key, seen, bench().value("racer " + racer))
                            .isPresent());
            assertThat(Collections.frequency(stored, true)).as(race::round).isOne();
            assertKey(stores.get(0), key).as(race::round).holds(bench().value("racer " + stored.indexOf(true)));
        });
    }

    @Rule
    @DisplayName("CAS-06: compareAndSet of a revoked key answers empty and stores nothing")
    default void compareAndSet_afterRevoke_storesNothing(Face face) {
        SessionStore store = bench().store(face);
        String key = bench().key();
        Version seen = store.set(key, bench().value("old"));
        store.revoke(key);
        assertNoMatch(store, key, seen);
    }

    private void assertNoMatch(SessionStore store, String key, Version seen) {
        assertThat(store.compareAndSet(key, seen, bench().value("stale"))).isEmpty();
        assertThat(store.compareAndSet(key, seen, bench().value("stale"), Ttl.never()))
                .isEmpty();
        assertKey(store, key).isAbsent();
    }

    private void assertMismatch(SessionStore store, String key, Version seen) {
        assertThat(store.compareAndSet(key, seen, bench().value("stale"))).isEmpty();
        assertKey(store, key).holds(bench().value("same"));
    }
}
