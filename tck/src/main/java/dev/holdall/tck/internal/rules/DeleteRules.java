package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.Race;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

/** DEL-01 to DEL-05: a delete leaves the key absent, and the key can be used again. */
public interface DeleteRules extends RuleGroup {

    @Rule
    @DisplayName("DEL-01: after delete the key is absent")
    default void DEL_01_delete_leavesTheKeyAbsent(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        store.delete(key);
        assertThat(store.get(key)).isEmpty();
        assertThat(store.getEntry(key)).isEmpty();
        assertThat(fixture().store(face).get(key)).as("seen by another store").isEmpty();
    }

    @Rule
    @DisplayName("DEL-02: delete of an absent key is no failure, and answers the same")
    default void DEL_02_delete_ofAbsentKey_answersTheSame(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        Reach ofEntry = store.delete(key);
        assertThat(store.delete(key)).as("deleted again").isEqualTo(ofEntry);
        assertThat(store.delete(fixture().key())).as("never written").isEqualTo(ofEntry);
    }

    @Rule
    @DisplayName("DEL-03: after delete the key can be used again")
    default void DEL_03_delete_letsTheKeyBeUsedAgain(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        for (int life = 0; life < 10; life++) {
            store.set(key, fixture().value(life));
            assertThat(store.get(key)).as("life %d", life).contains(fixture().value(life));
            store.delete(key);
        }
    }

    @Rule
    @DisplayName("DEL-04: delete beside changeTTL never leaves the entry there")
    default void DEL_04_delete_besideChangeTtl_leavesNothing(Face face) {
        SessionStore deleting = fixture().store(face);
        SessionStore touching = fixture().store(face);
        Race.repeat(fixture(), rounds(), race -> {
            String key = fixture().key();
            deleting.set(key, fixture().value("old"));
            fixture().time().pass(Duration.ofMillis(1)); // Then the delete is later than the set by any store's clock.
            race.run(() -> deleting.delete(key), () -> touching.changeTTL(key, Ttl.never()));
            assertThat(touching.get(key)).as(race::round).isEmpty();
        });
    }

    @Rule
    @DisplayName("DEL-05: delete answers ALL_DCS where every data centre can be reached")
    default void DEL_05_delete_reachesAllDataCentres(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        assertThat(store.delete(key)).isEqualTo(Reach.ALL_DCS);
    }
}
