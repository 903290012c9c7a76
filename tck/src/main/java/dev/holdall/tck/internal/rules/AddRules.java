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
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** ADD-01 to ADD-05: an add stores only under an absent key. */
public interface AddRules extends RuleGroup {

    @Rule
    @DisplayName("ADD-01: add of an absent key stores")
    default void ADD_01_add_ofAbsentKey_stores(Face face) {
        SessionStore store = fixture().store(face);
        for (byte[] value : List.of(fixture().value("added"), new byte[0])) {
            String key = fixture().key();
            assertThat(store.add(key, value)).isPresent();
            assertKey(store, key).holds(value).expires();
            String forever = fixture().key();
            assertThat(store.add(forever, value, Ttl.never())).isPresent();
            assertKey(store, forever).holds(value).neverExpires();
        }
    }

    @Rule
    @DisplayName("ADD-01: add answers the version that it has written")
    default void ADD_01_add_answersItsVersion(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version added = store.add(key, fixture().value("added")).orElseThrow();
        assertThat(store.getEntry(key).orElseThrow().version()).isEqualTo(added);
        store.update(key, added, fixture().value("saved"));
        assertKey(store, key).holds(fixture().value("saved"));
    }

    @Rule
    @DisplayName("ADD-01: add answers the version that it has written, also after a clock that is ahead used the key")
    default void ADD_01_add_afterAClockAhead_answersItsVersion(Face face) {
        onlyIf(fixture().traits().comparesVersions(), "the backend doesn't compare versions when it writes");
        SessionStore store = fixture().store(face);
        SessionStore ahead =
                fixture().store(face, builder -> builder.clock(fixture().clock(Duration.ofSeconds(30))));
        String key = fixture().key();
        ahead.set(key, fixture().value("old"));
        ahead.delete(key);
        Version added = store.add(key, fixture().value("added")).orElseThrow();
        assertThat(store.getEntry(key).orElseThrow().version()).isEqualTo(added);
    }

    @Rule
    @DisplayName("ADD-02: add of a key that is there answers empty, and changes neither value, nor version, nor expiry")
    default void ADD_02_add_ofPresentKey_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        for (byte[] value : List.of(fixture().value("there"), new byte[0])) {
            String key = fixture().key();
            store.set(key, value, Ttl.never());
            Entry before = store.getEntry(key).orElseThrow();
            assertThat(store.add(key, fixture().value("late"), Ttl.storeDefault()))
                    .isEmpty();
            assertThat(store.add(key, value, Ttl.storeDefault())).isEmpty();
            assertThat(store.getEntry(key)).hasValue(before);
            String ending = fixture().key();
            store.set(ending, value);
            assertThat(store.add(ending, fixture().value("late"), Ttl.never())).isEmpty();
            assertKey(store, ending).holds(value).expires();
        }
    }

    @Rule
    @DisplayName("ADD-03: add after a delete stores")
    default void ADD_03_add_afterDelete_stores(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        for (int i = 0; i < 10; i++) {
            store.delete(key);
            assertThat(store.add(key, fixture().value(i))).isPresent();
            assertKey(store, key).holds(fixture().value(i));
        }
    }

    @Rule
    @Waits
    @DisplayName("ADD-03: add after the expiry stores")
    default void ADD_03_add_afterExpiry_stores(Face face) {
        SessionStore store = fixture().store(face);
        String set = fixture().key();
        String added = fixture().key();
        store.set(set, fixture().value("old"), Ttl.of(fixture().brief()));
        store.add(added, fixture().value("old"), Ttl.of(fixture().brief()));
        fixture().passTtl(fixture().brief());
        for (String key : List.of(set, added)) {
            assertThat(store.add(key, fixture().value("new"))).isPresent();
            assertKey(store, key).holds(fixture().value("new"));
        }
    }

    @Rule
    @DisplayName("ADD-04: of several adds of one absent key exactly one answers a version, and its value is there")
    default void ADD_04_add_besideOthers_hasOneWinner(Face face) {
        List<SessionStore> stores = List.of(fixture().store(face), fixture().store(face));
        Race.repeat(fixture(), rounds(), race -> {
            String key = fixture().key();
            List<Boolean> stored = race.run(
                    4,
                    racer -> stores.get(racer % 2)
                            .add(key, fixture().value("racer " + racer))
                            .isPresent());
            assertThat(Collections.frequency(stored, true)).as(race::round).isOne();
            assertKey(stores.get(0), key).as(race::round).holds(fixture().value("racer " + stored.indexOf(true)));
        });
    }

    @Rule
    @DisplayName("ADD-05: add of a revoked key answers empty, and stores nothing")
    default void ADD_05_add_ofRevokedKey_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String once = fixture().key();
        store.set(once, fixture().value("old"));
        for (String key : List.of(once, fixture().key())) {
            store.revoke(key);
            assertThat(store.add(key, fixture().value("new"))).isEmpty();
            assertThat(store.add(key, fixture().value("new"), Ttl.never())).isEmpty();
            assertKey(store, key).isAbsent();
        }
    }
}
