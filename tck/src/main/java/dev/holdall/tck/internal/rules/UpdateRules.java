package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Race;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** UPD-01 to UPD-14: an update replaces the entry that was read, and no later one. */
public interface UpdateRules extends RuleGroup {

    @Rule
    @DisplayName("UPD-01: update of the version that is there replaces value and TTL, with a greater version")
    default void UPD_01_update_ofCurrentVersion_replaces(Face face) {
        SessionStore store = fixture().store(face);
        for (byte[] value : List.of(fixture().value("new"), new byte[0])) {
            String key = fixture().key();
            Version seen = store.set(key, fixture().value("old"));
            store.update(key, seen, value, Ttl.never());
            assertKey(store, key).holds(value).neverExpires();
            Entry updated = store.getEntry(key).orElseThrow();
            assertThat(updated.version()).isGreaterThan(seen);
            store.update(key, updated.version(), fixture().value("newer"), Ttl.storeDefault());
            assertKey(store, key).holds(fixture().value("newer")).expires();
        }
    }

    @Rule
    @DisplayName("UPD-01: update of the version that an update, add, compareAndSet or merge has written replaces")
    default void UPD_01_update_ofAnyWritersVersion_replaces(Face face) {
        SessionStore store = fixture().store(face);
        assertUpdates(
                store,
                key -> store.update(
                        key, store.set(key, fixture().value("old")), fixture().value("updated")));
        assertUpdates(store, key -> store.add(key, fixture().value("added")));
        assertUpdates(
                store,
                key -> store.compareAndSet(
                        key, store.set(key, fixture().value("old")), fixture().value("swapped")));
        assertUpdates(
                store, key -> store.merge(key, found -> Optional.of(fixture().value("merged")), Ttl.storeDefault()));
        assertUpdates(store, key -> store.increment(key, 1, 1, Ttl.storeDefault()));
    }

    @Rule
    @DisplayName("UPD-02: update after a revoke has no effect")
    default void UPD_02_update_afterRevoke_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("old"));
        store.revoke(key);
        store.update(key, seen, fixture().value("stale"), Ttl.never());
        assertKey(store, key).isAbsent();
    }

    @Rule
    @DisplayName("UPD-03: update after a delete has no effect")
    default void UPD_03_update_afterDelete_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("old"));
        store.delete(key);
        store.update(key, seen, fixture().value("stale"), Ttl.never());
        assertKey(store, key).isAbsent();
    }

    @Rule
    @DisplayName("UPD-03: update after a changeTTL and a delete has no effect")
    default void UPD_03_update_afterChangeTTLAndDelete_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("old"), Ttl.never());
        store.changeTTL(key, Ttl.storeDefault());
        store.delete(key);
        store.update(key, seen, fixture().value("stale"), Ttl.never());
        assertKey(store, key).isAbsent();
    }

    @Rule
    @DisplayName("UPD-03: update of what another's update has written has no effect after that one's delete")
    default void UPD_03_update_ofAnothersUpdate_afterItsDelete_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        SessionStore ahead =
                fixture().store(face, builder -> builder.clock(fixture().clock(Duration.ofSeconds(30))));
        String key = fixture().key();
        ahead.set(key, fixture().value("old"));
        store.update(key, store.getEntry(key).orElseThrow().version(), fixture().value("updated"));
        Version seenElsewhere = ahead.getEntry(key).orElseThrow().version();
        store.delete(key);
        ahead.update(key, seenElsewhere, fixture().value("stale"), Ttl.never());
        assertKey(store, key).isAbsent();
    }

    @Rule
    @DisplayName("UPD-04: update of a version that a set has superseded has no effect")
    default void UPD_04_update_afterSet_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        assertSuperseded(store, key -> store.set(key, fixture().value("new")));
    }

    @Rule
    @DisplayName("UPD-04: update of a version that a compareAndSet has superseded has no effect")
    default void UPD_04_update_afterCompareAndSet_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        assertSuperseded(
                store,
                key -> store.compareAndSet(
                        key,
                        store.getEntry(key).orElseThrow().version(),
                        fixture().value("new")));
    }

    @Rule
    @DisplayName("UPD-04: update of a version that a merge has superseded has no effect")
    default void UPD_04_update_afterMerge_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        assertSuperseded(
                store, key -> store.merge(key, found -> Optional.of(fixture().value("new")), Ttl.storeDefault()));
    }

    @Rule
    @DisplayName("UPD-04: update of a version that an increment has superseded has no effect")
    default void UPD_04_update_afterIncrement_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.increment(key, 1, 1, Ttl.storeDefault());
        Version seen = store.getEntry(key).orElseThrow().version();
        store.increment(key, 1, 1, Ttl.storeDefault());
        store.update(key, seen, fixture().value("stale"));
        assertKey(store, key).holds(new byte[] {'2'});
    }

    @Rule
    @DisplayName("UPD-04: update beside a set never replaces what was set")
    default void UPD_04_update_besideSet_neverReplacesWhatWasSet(Face face) {
        SessionStore store = fixture().store(face);
        byte[] stale = fixture().value("stale");
        byte[] latest = fixture().value("new");
        Race.repeat(fixture(), rounds() / Race.KEYS, race -> {
            Map<String, Version> seen =
                    race.newKeys(fixture(), key -> store.set(key, fixture().value("old")));
            race.run(
                    seen.keySet(),
                    key -> store.set(key, latest),
                    key -> store.update(key, Objects.requireNonNull(seen.get(key)), stale));
            seen.keySet()
                    .forEach(key ->
                            assertKey(store, key).as(() -> race.round(key)).holds(latest));
        });
    }

    @Rule
    @DisplayName("UPD-05: of several updates of one version one wins, and every reader sees the same one")
    default void UPD_05_updates_ofOneVersion_haveOneWinner(Face face) {
        SessionStore store = fixture().store(face);
        SessionStore other = fixture().store(face);
        List<byte[]> values =
                Stream.of("one", "two", "three").map(fixture()::value).toList();
        Race.repeat(fixture(), rounds(), race -> {
            String key = fixture().key();
            Version seen = store.set(key, fixture().value("old"));
            race.run(values.size(), racer -> {
                (racer == 0 ? other : store).update(key, seen, values.get(racer));
                return racer;
            });
            byte[] winner = store.get(key).orElseThrow();
            assertThat(values)
                    .as(race::round)
                    .anySatisfy(value -> assertThat(winner).isEqualTo(value));
            assertKey(other, key).as(race::round).holds(winner);
            assertKey(store, key).as(race::round).holds(winner);
        });
    }

    @Rule
    @DisplayName("UPD-06: update of a version from before the key was deleted and created again has no effect")
    default void UPD_06_update_afterDeleteAndCreation_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        assertSuperseded(store, key -> {
            store.delete(key);
            store.set(key, fixture().value("new"));
        });
        assertSuperseded(store, key -> {
            store.delete(key);
            store.add(key, fixture().value("new"));
        });
    }

    @Rule
    @Waits
    @DisplayName("UPD-06: update of a version from before the key expired and was created again has no effect")
    default void UPD_06_update_afterExpiryAndCreation_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        List<String> keys = List.of(fixture().key(), fixture().key());
        List<Version> seen = keys.stream().map(key -> setBriefly(store, key)).toList();
        fixture().passTtl(fixture().brief());
        store.set(keys.get(0), fixture().value("new"));
        store.add(keys.get(1), fixture().value("new"));
        for (int i = 0; i < keys.size(); i++) {
            store.update(keys.get(i), seen.get(i), fixture().value("stale"));
            assertKey(store, keys.get(i)).holds(fixture().value("new"));
        }
    }

    @Rule
    @Waits
    @DisplayName(
            "UPD-06: where the backend compares versions, that holds whatever the clock of the one who creates again")
    default void UPD_06_update_afterCreationByAClockBehind_hasNoEffect(Face face) {
        onlyIf(fixture().traits().comparesVersions(), "the backend doesn't compare versions when it writes");
        // The clock that is ahead is still ahead when the brief entries have expired. The skew is above max-clock-skew,
        // so no clock follows another one.
        Duration skew = fixture().brief().multipliedBy(2).plusMinutes(2);
        SessionStore ahead =
                fixture().store(face, builder -> builder.clock(fixture().clock(skew)));
        SessionStore accurate = fixture().store(face);
        SessionStore behind =
                fixture().store(face, builder -> builder.clock(fixture().clock(skew.negated())));
        List<PastLife> lives = Stream.concat(pastLives(ahead, accurate), pastLives(accurate, behind))
                .toList();
        fixture().passTtl(fixture().brief());
        for (PastLife life : lives) {
            SessionStore next = life.next();
            next.set(life.key(), fixture().value("new"));
            next.update(life.key(), life.seen(), fixture().value("stale"));
            assertKey(next, life.key()).as(life.how()).holds(fixture().value("new"));
        }
    }

    /**
     * An entry that ends before another process creates its key again.
     *
     * @param how how the entry was made and ends
     * @param seen the last version of the entry
     * @param next the store that creates the key again
     */
    record PastLife(String how, String key, Version seen, SessionStore next) {}

    private Stream<PastLife> pastLives(SessionStore first, SessionStore next) {
        Map<String, Function<String, Version>> lives = Map.of(
                "deleted",
                        key -> {
                            Version seen = first.set(key, fixture().value("old"));
                            first.delete(key);
                            return seen;
                        },
                "expired", key -> setBriefly(first, key),
                "replaced, and then expired",
                        key -> {
                            first.set(key, fixture().value("older"), Ttl.never());
                            return setBriefly(first, key);
                        },
                "updated, and then expired",
                        key -> first.update(
                                key,
                                first.set(key, fixture().value("older"), Ttl.never()),
                                fixture().value("brief"),
                                Ttl.of(fixture().brief())),
                "given a brief TTL, and then expired",
                        key -> {
                            Version seen = first.set(key, fixture().value("old"), Ttl.never());
                            next.changeTTL(key, Ttl.of(fixture().brief()));
                            return seen;
                        },
                "ended by a changeTTL",
                        key -> {
                            Version seen = first.set(key, fixture().value("old"), Ttl.never());
                            next.changeTTL(key, Ttl.until(Instant.EPOCH));
                            return seen;
                        },
                "ended by a set",
                        key -> {
                            first.set(key, fixture().value("older"), Ttl.never());
                            return first.set(key, fixture().value("old"), Ttl.until(Instant.EPOCH));
                        });
        return lives.entrySet().stream().map(each -> {
            String key = fixture().key();
            return new PastLife(each.getKey(), key, each.getValue().apply(key), next);
        });
    }

    @Rule
    @DisplayName("UPD-07: update completes normally, whether or not it had an effect")
    default void UPD_07_update_withoutEffect_completesNormally(Face face) {
        SessionStore store = fixture().store(face);
        List<Consumer<String>> since = List.of(
                key -> {},
                key -> store.set(key, fixture().value("new")),
                store::delete,
                store::revoke,
                key -> store.changeTTL(key, Ttl.never()),
                key -> store.changeTTL(key, Ttl.until(fixture().time().clock().instant())));
        since.forEach(change -> {
            String key = fixture().key();
            Version seen = store.set(key, fixture().value("old"));
            change.accept(key);
            store.update(key, seen, fixture().value("updated"));
            store.update(key, seen, fixture().value("updated again"));
        });
        store.update(fixture().key(), new Version(1), fixture().value("of a key that never was"));
    }

    @Rule
    @Waits
    @DisplayName(
            "UPD-08: update of an entry that has expired since doesn't fail, and stores what it was given or nothing")
    default void UPD_08_update_afterExpiry_doesNotFail(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = setBriefly(store, key);
        fixture().passTtl(fixture().brief());
        store.update(key, seen, fixture().value("updated"));
        store.get(key).ifPresent(found -> assertThat(found).isEqualTo(fixture().value("updated")));
    }

    @Rule
    @DisplayName("UPD-09: update beside delete never leaves the entry there")
    default void UPD_09_update_besideDelete_neverLeavesTheEntry(Face face) {
        SessionStore store = fixture().store(face);
        byte[] stale = fixture().value("stale");
        Race.repeat(fixture(), rounds() / Race.KEYS, race -> {
            Map<String, Version> seen =
                    race.newKeys(fixture(), key -> store.set(key, fixture().value("old")));
            race.run(
                    seen.keySet(),
                    store::delete,
                    key -> store.update(key, Objects.requireNonNull(seen.get(key)), stale));
            seen.keySet()
                    .forEach(key ->
                            assertKey(store, key).as(() -> race.round(key)).isAbsent());
        });
    }

    @Rule
    @DisplayName("UPD-10: update beside revoke never leaves the entry there")
    default void UPD_10_update_besideRevoke_neverLeavesTheEntry(Face face) {
        SessionStore store = fixture().store(face);
        byte[] stale = fixture().value("stale");
        Race.repeat(fixture(), rounds() / Race.KEYS, race -> {
            Map<String, Version> seen =
                    race.newKeys(fixture(), key -> store.set(key, fixture().value("old")));
            race.run(
                    seen.keySet(),
                    store::revoke,
                    key -> store.update(key, Objects.requireNonNull(seen.get(key)), stale));
            seen.keySet()
                    .forEach(key ->
                            assertKey(store, key).as(() -> race.round(key)).isAbsent());
        });
    }

    @Rule
    @DisplayName("UPD-11: an update that is based on the version that an update returned replaces what that one stored")
    default void UPD_11_update_basedOnTheLastUpdate_replacesIt(Face face) {
        SessionStore store = fixture().store(face);
        SessionStore other = fixture().store(face);
        String key = fixture().key();
        Version base = store.set(key, fixture().value("read"));
        for (int i = 0; i < UPDATES_IN_A_ROW; i++) {
            Version next = store.update(key, base, fixture().value(i));
            assertThat(next).as("the version after save %s", i).isGreaterThan(base);
            assertKey(other, key).as("save " + i).holds(fixture().value(i));
            base = next;
        }
    }

    @Rule
    @DisplayName("UPD-11: a changeTTL between two updates of one read doesn't keep the second one from replacing")
    default void UPD_11_update_basedOnTheLastUpdate_afterChangeTTL_replacesIt(Face face) {
        SessionStore store = fixture().store(face);
        SessionStore other = fixture().store(face);
        String key = fixture().key();
        Version base = store.set(key, fixture().value("read"), Ttl.never());
        for (int i = 0; i < UPDATES_IN_A_ROW; i++) {
            base = store.update(key, base, fixture().value(i), Ttl.never());
            other.changeTTL(key, Ttl.storeDefault());
        }
        assertKey(other, key).holds(fixture().value(UPDATES_IN_A_ROW - 1)).expires();
    }

    @Rule
    @DisplayName("UPD-12: an update that is based on a lost one loses too")
    default void UPD_12_update_basedOnALostUpdate_loses(Face face) {
        SessionStore store = fixture().store(face);
        Map<String, Consumer<String>> since = Map.of(
                "new", key -> store.set(key, fixture().value("new")),
                "deleted", store::delete,
                "revoked", store::revoke);
        since.forEach((name, change) -> {
            String key = fixture().key();
            Version base = store.set(key, fixture().value("read"));
            change.accept(key);
            for (int i = 0; i < UPDATES_IN_A_ROW; i++) {
                base = store.update(key, base, fixture().value("stale " + i), Ttl.never());
            }
            if (name.equals("new")) {
                assertKey(store, key).holds(fixture().value("new")).expires();
            } else {
                assertKey(store, key).as(name).isAbsent();
            }
        });
    }

    @Rule
    @DisplayName("UPD-12: a series of updates that began before a set, delete or revoke loses to it")
    default void UPD_12_updates_inARow_loseToWhatCameBetween(Face face) {
        SessionStore store = fixture().store(face);
        SessionStore saving = fixture().store(face);
        String set = fixture().key();
        String deleted = fixture().key();
        String revoked = fixture().key();
        for (String key : List.of(set, deleted, revoked)) {
            Version base = store.set(key, fixture().value("read"));
            base = saving.update(key, base, fixture().value("saved"));
            store.getEntry(key);
            switch (key.equals(set) ? 0 : key.equals(deleted) ? 1 : 2) {
                case 0 -> store.set(key, fixture().value("new"));
                case 1 -> store.delete(key);
                default -> store.revoke(key);
            }
            for (int i = 1; i < UPDATES_IN_A_ROW - 1; i++) {
                base = saving.update(key, base, fixture().value("stale " + i), Ttl.never());
            }
        }
        assertKey(store, set).holds(fixture().value("new")).expires();
        assertKey(store, deleted).isAbsent();
        assertKey(store, revoked).isAbsent();
    }

    @Rule
    @DisplayName("UPD-13: update of a version beyond the year 2200 is refused, without any I/O")
    default void UPD_13_update_ofAVersionThatNoClockShows_isRefused(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        String key = fixture().key();
        fixture().store(face).set(key, fixture().value("there"));
        Instant first = Instant.parse("2200-01-01T00:00:00Z");
        for (long micros : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 64, first.getEpochSecond() * 1_000_000 + 1}) {
            assertThatThrownBy(() ->
                            store.update(key, new Version(micros), fixture().value("stale")))
                    .as("%s", micros)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(backend.requests()).as("requests to the backend").isZero();
        assertKey(fixture().store(face), key).holds(fixture().value("there"));
    }

    @Rule
    @DisplayName("UPD-13: update of any other version counts as if it had been read; clock skew isn't reported")
    default void UPD_13_update_ofAnyOtherVersion_countsAsRead(Face face) {
        ObserverRules.Recorder recorder = new ObserverRules.Recorder();
        SessionStore store = fixture().store(face, fixture().anotherBackend(), builder -> builder.observer(recorder));
        String key = fixture().key();
        Version there = store.set(key, fixture().value("there"));
        // The lower half of the last one is greater than the entry's, as if a backend compared halves.
        for (Version older : List.of(
                new Version(Long.MIN_VALUE),
                new Version(0),
                there.plusMicros(-1_000_000),
                new Version((there.micros() & -1L << 32) - 1))) {
            store.update(key, older, fixture().value("stale"));
            assertKey(store, key).as("update of " + older).holds(fixture().value("there"));
        }
        for (Duration ahead : List.of(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(3_000))) {
            store.update(
                    fixture().key(),
                    there.plusMicros(ahead.toSeconds() * 1_000_000),
                    fixture().value("absent"));
        }
        store.update(key, there.plusMicros(30_000_000), fixture().value("new"));
        assertKey(store, key).holds(fixture().value("new"));
        recorder.assertNoIncident();
    }

    @Rule
    @DisplayName("UPD-14: update writes at most 64 microseconds above the version that it is based on")
    default void UPD_14_update_writesJustAboveTheVersionItIsBasedOn(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version base = store.set(key, fixture().value("read"));
        for (int i = 0; i < UPDATES_IN_A_ROW; i++) {
            Version answer = store.update(key, base, fixture().value(i));
            Version written = store.getEntry(key).orElseThrow().version();
            assertJustAbove(base, written, "written by update " + i);
            assertThat(answer).as("answered by update %s", i).isEqualTo(written);
            base = written;
        }
    }

    @Rule
    @DisplayName(
            "UPD-14: where versions are compared for all data centres, update of an invented one writes just above the"
                    + " entry's")
    default void UPD_14_update_ofAnInventedVersion_writesJustAboveTheEntrys(Face face) {
        onlyIf(fixture().traits().comparesVersions(), "the backend doesn't compare versions when it writes");
        onlyIf(
                fixture().traits().atomicity() != Traits.Scope.LOCAL_DC,
                "the version may be that of an entry which is on its way here from another data centre");
        ObserverRules.Recorder recorder = new ObserverRules.Recorder();
        SessionBackend backend = fixture().anotherBackend();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        SessionStore reading = fixture().store(face, backend, builder -> builder.observer(recorder));
        for (Duration ahead : List.of(Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofDays(3_000))) {
            String key = fixture().key();
            Version there = store.set(key, fixture().value("there"));
            Version invented = there.plusMicros(ahead.toMillis() * 1_000);
            Version answer = store.update(key, invented, fixture().value("updated"));
            Version written = reading.getEntry(key).orElseThrow().version();
            assertJustAbove(there, written, "written by an update of a version " + ahead + " ahead");
            assertThat(answer).as("answered by that update").isEqualTo(written);
        }
        recorder.assertNoIncident();
    }

    @Rule
    @DisplayName("UPD-14: an update that stores nothing answers the version that it is based on, or one just above it")
    default void UPD_14_update_thatStoresNothing_answersTheVersionItIsBasedOn(Face face) {
        SessionStore store = fixture().store(face);
        List<Consumer<String>> changes =
                List.of(key -> store.set(key, fixture().value("new")), store::delete, store::revoke);
        for (Consumer<String> change : changes) {
            String key = fixture().key();
            Version seen = store.set(key, fixture().value("old"));
            change.accept(key);
            Version answer = store.update(key, seen, fixture().value("stale"));
            assertThat(answer.micros() - seen.micros())
                    .as("microseconds from the version seen to the answer")
                    .isBetween(0L, MOST_MICROS_ABOVE);
        }
    }

    /** The most microseconds from the version that an update replaces to the version of the update. */
    long MOST_MICROS_ABOVE = 64;

    private static void assertJustAbove(Version base, Version written, String what) {
        assertThat(written.micros() - base.micros())
                .as("microseconds from the version before to the version %s", what)
                .isBetween(1L, MOST_MICROS_ABOVE);
    }

    /**
     * How many updates in a row a test makes after one read. On every backend, a write between them wins over this
     * many.
     */
    int UPDATES_IN_A_ROW = 8;

    private void assertUpdates(SessionStore store, Consumer<String> write) {
        String key = fixture().key();
        write.accept(key);
        Version seen = store.getEntry(key).orElseThrow().version();
        store.update(key, seen, fixture().value("new"));
        assertKey(store, key).holds(fixture().value("new"));
    }

    /**
     * Checks that an update of a version from before the change has no effect. The change has to leave the value "new"
     * with an expiry; the update must change neither.
     */
    private void assertSuperseded(SessionStore store, Consumer<String> change) {
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("old"));
        change.accept(key);
        store.update(key, seen, fixture().value("stale"), Ttl.never());
        assertKey(store, key).holds(fixture().value("new")).expires();
    }

    private Version setBriefly(SessionStore store, String key) {
        return store.set(key, fixture().value("brief"), Ttl.of(fixture().brief()));
    }
}
