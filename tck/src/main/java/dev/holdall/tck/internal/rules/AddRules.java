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
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** ADD-01 to ADD-05: an add stores only under an absent key. */
public interface AddRules extends RuleGroup {

    @Rule
    @DisplayName("ADD-01: add of an absent key stores")
    default void add_ofAbsentKey_stores(Face face) {
        SessionStore store = bench().store(face);
        for (byte[] value : List.of(bench().value("added"), new byte[0])) {
            String key = bench().key();
            assertThat(store.add(key, value)).isPresent();
            assertKey(store, key).holds(value).expires();
            String forever = bench().key();
            assertThat(store.add(forever, value, Ttl.never())).isPresent();
            assertKey(store, forever).holds(value).neverExpires();
        }
    }

    @Rule
    @DisplayName("ADD-01: add answers the version that it has written")
    default void add_answersItsVersion(Face face) {
        SessionStore store = bench().store(face);
        String key = bench().key();
        Version added = store.add(key, bench().value("added")).orElseThrow();
        assertThat(store.getEntry(key).orElseThrow().version()).isEqualTo(added);
        store.update(key, added, bench().value("saved"));
        assertKey(store, key).holds(bench().value("saved"));
    }

    @Rule
    @DisplayName("ADD-02: add of a key that is there answers empty, and changes neither value, nor version, nor expiry")
    default void add_ofPresentKey_changesNothing(Face face) {
        SessionStore store = bench().store(face);
        for (byte[] value : List.of(bench().value("there"), new byte[0])) {
            String key = bench().key();
            store.set(key, value, Ttl.never());
            Entry before = store.getEntry(key).orElseThrow();
            assertThat(store.add(key, bench().value("late"), Ttl.storeDefault()))
                    .isEmpty();
            assertThat(store.add(key, value, Ttl.storeDefault())).isEmpty();
            assertThat(store.getEntry(key)).hasValue(before);
            String ending = bench().key();
            store.set(ending, value);
            assertThat(store.add(ending, bench().value("late"), Ttl.never())).isEmpty();
            assertKey(store, ending).holds(value).expires();
        }
    }

    @Rule
    @DisplayName("ADD-03: add after a delete stores")
    default void add_afterDelete_stores(Face face) {
        SessionStore store = bench().store(face);
        String key = bench().key();
        store.set(key, bench().value("old"));
        for (int i = 0; i < 10; i++) {
            store.delete(key);
            assertThat(store.add(key, bench().value(i))).isPresent();
            assertKey(store, key).holds(bench().value(i));
        }
    }

    @Rule
    @Waits
    @DisplayName("ADD-03: add after the expiry stores")
    default void add_afterExpiry_stores(Face face) {
        SessionStore store = bench().store(face);
        String set = bench().key();
        String added = bench().key();
        store.set(set, bench().value("old"), Ttl.of(bench().brief()));
        store.add(added, bench().value("old"), Ttl.of(bench().brief()));
        bench().passTtl(bench().brief());
        for (String key : List.of(set, added)) {
            assertThat(store.add(key, bench().value("new"))).isPresent();
            assertKey(store, key).holds(bench().value("new"));
        }
    }

    @Rule
    @DisplayName("ADD-04: of several adds of one absent key exactly one answers a version, and its value is there")
    default void add_besideOthers_hasOneWinner(Face face) {
        List<SessionStore> stores = List.of(bench().store(face), bench().store(face));
        Race.repeat(bench(), rounds(), race -> {
            String key = bench().key();
            List<Boolean> stored = race.run(
                    4,
                    racer -> stores.get(racer % 2)
                            .add(key, bench().value("racer " + racer))
                            .isPresent());
            assertThat(Collections.frequency(stored, true)).as(race::round).isOne();
            assertKey(stores.get(0), key).as(race::round).holds(bench().value("racer " + stored.indexOf(true)));
        });
    }

    @Rule
    @DisplayName("ADD-05: add of a revoked key answers empty, and stores nothing")
    default void add_ofRevokedKey_storesNothing(Face face) {
        SessionStore store = bench().store(face);
        String once = bench().key();
        store.set(once, bench().value("old"));
        for (String key : List.of(once, bench().key())) {
            store.revoke(key);
            assertThat(store.add(key, bench().value("new"))).isEmpty();
            assertThat(store.add(key, bench().value("new"), Ttl.never())).isEmpty();
            assertKey(store, key).isAbsent();
        }
    }
}
