package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

/** TTL-10 to TTL-12 and TTL-14: what changeTTL does, and what it never does. */
public interface ChangeTTLRules extends RuleGroup {

    @Rule
    @Waits
    @DisplayName("TTL-10: changeTTL shortens, lengthens, takes an expiry away and gives one back, and leaves the value")
    default void TTL_10_changeTTL_changesTheExpiryAlone(Face face) {
        SessionStore store = fixture().store(face);
        Ttl brief = Ttl.of(fixture().brief());
        Ttl ample = Ttl.of(fixture().brief().multipliedBy(1_000));
        String shortened = entry(store, ample, brief);
        String givenBack = entry(store, Ttl.never(), brief);
        String shortenedTwice = entry(store, Ttl.never(), ample, brief);
        String lengthened = briefEntry(store, ample);
        String takenAway = briefEntry(store, Ttl.never());
        assertKey(store, takenAway).holds(fixture().value("kept")).neverExpires();
        assertKey(store, lengthened).holds(fixture().value("kept")).expires();
        fixture().passTtl(fixture().brief());
        assertKey(store, shortened).as("shortened").isAbsent();
        assertKey(store, givenBack).as("from never to brief").isAbsent();
        assertKey(store, shortenedTwice).as("from never over ample to brief").isAbsent();
        assertKey(store, lengthened).as("lengthened").holds(fixture().value("kept"));
        assertKey(store, takenAway).as("from brief to never").holds(fixture().value("kept"));
    }

    @Rule
    @DisplayName("TTL-11: changeTTL of a key that was never written answers false and creates nothing")
    default void TTL_11_changeTTL_ofUnknownKey_createsNothing(Face face) {
        assertCreatesNothing(fixture().store(face), fixture().key());
    }

    @Rule
    @DisplayName("TTL-11: changeTTL of a deleted key answers false and creates nothing")
    default void TTL_11_changeTTL_afterDelete_createsNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = entry(store, Ttl.storeDefault());
        store.delete(key);
        assertCreatesNothing(store, key);
    }

    @Rule
    @DisplayName("TTL-11: changeTTL of a revoked key answers false and creates nothing")
    default void TTL_11_changeTTL_afterRevoke_createsNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = entry(store, Ttl.storeDefault());
        store.revoke(key);
        assertCreatesNothing(store, key);
    }

    @Rule
    @Waits
    @DisplayName("TTL-11: changeTTL of an expired key answers false and creates nothing")
    default void TTL_11_changeTTL_afterExpiry_createsNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = entry(store, Ttl.of(fixture().brief()));
        fixture().passTtl(fixture().brief());
        assertCreatesNothing(store, key);
    }

    @Rule
    @DisplayName("TTL-12: an update of the version read before a changeTTL still replaces the entry")
    default void TTL_12_update_afterChangeTTL_replaces(Face face) {
        SessionStore store = fixture().store(face);
        Ttl ample = Ttl.of(fixture().brief().multipliedBy(1_000));
        Ttl longer = Ttl.of(fixture().brief().multipliedBy(2_000));
        List<List<Ttl>> changes = List.of(
                List.of(ample),
                List.of(longer),
                List.of(Ttl.never()),
                List.of(longer, ample),
                List.of(ample, longer),
                List.of(Ttl.never(), longer, ample, Ttl.never(), Ttl.storeDefault(), longer, ample));
        for (List<Ttl> ttls : changes) {
            String key = fixture().key();
            Version seen = store.set(
                    key, fixture().value("old"), Ttl.of(fixture().brief().multipliedBy(1_500)));
            ttls.forEach(ttl -> store.changeTTL(key, ttl));
            store.update(key, seen, fixture().value("new"));
            assertKey(store, key).as("after the TTLs " + ttls).holds(fixture().value("new"));
        }
    }

    @Rule
    @DisplayName("TTL-12: after 63 changes that shorten the TTL, an update of the version read before still replaces")
    default void TTL_12_update_after63ShorterTtls_replaces(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("old"), Ttl.of(Duration.ofDays(64)));
        for (int days = 63; days > 0; days--) {
            assertThat(store.changeTTL(key, Ttl.of(Duration.ofDays(days)))).isTrue();
        }
        store.update(key, seen, fixture().value("new"), Ttl.never());
        assertKey(store, key).holds(fixture().value("new")).neverExpires();
    }

    @Rule
    @DisplayName("TTL-12: after 63 changes that remove the expiry, and as many that add one, an update still replaces")
    default void TTL_12_update_after63RemovedExpiries_replaces(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("old"), Ttl.of(Duration.ofDays(1)));
        for (int i = 0; i < 63; i++) {
            assertThat(store.changeTTL(key, Ttl.never())).isTrue();
            assertThat(store.changeTTL(key, Ttl.of(Duration.ofDays(1)))).isTrue();
        }
        store.update(key, seen, fixture().value("new"), Ttl.never());
        assertKey(store, key).holds(fixture().value("new")).neverExpires();
    }

    @Rule
    @DisplayName("TTL-12: after a hundred changes that lengthen the TTL, an update of the version read before replaces")
    default void TTL_12_update_afterAHundredLongerTtls_replaces(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version seen = store.set(key, fixture().value("old"), Ttl.of(Duration.ofHours(1)));
        for (int hours = 2; hours <= 101; hours++) {
            assertThat(store.changeTTL(key, Ttl.of(Duration.ofHours(hours)))).isTrue();
        }
        store.update(key, seen, fixture().value("new"), Ttl.never());
        assertKey(store, key).holds(fixture().value("new")).neverExpires();
    }

    @Rule
    @DisplayName("TTL-14: changeTTL beside a set never brings back the value that the set replaced")
    default void TTL_14_changeTTL_besideSet_doesNotBringBackTheOldValue(Face face) {
        SessionStore store = fixture().store(face);
        Race.repeat(fixture(), rounds() / Race.KEYS, race -> {
            Set<String> keys = race.newKeys(
                            fixture(), key -> store.set(key, fixture().value("old")))
                    .keySet();
            race.run(
                    keys,
                    key -> store.changeTTL(key, Ttl.never()),
                    key -> store.set(key, fixture().value("new")));
            keys.forEach(key -> assertKey(store, key)
                    .as(() -> race.round(key))
                    .holds(fixture().value("new")));
        });
    }

    private void assertCreatesNothing(SessionStore store, String key) {
        for (Ttl ttl : List.of(Ttl.never(), Ttl.storeDefault(), Ttl.of(Duration.ofDays(1)))) {
            assertThat(store.changeTTL(key, ttl)).isFalse();
            assertKey(store, key).isAbsent();
        }
    }

    /** Makes an entry that is given these TTLs, one after another. */
    private String entry(SessionStore store, Ttl first, Ttl... then) {
        String key = fixture().key();
        store.set(key, fixture().value("kept"), first);
        for (Ttl ttl : then) {
            assertThat(store.changeTTL(key, ttl)).as("changeTTL to %s", ttl).isTrue();
        }
        return key;
    }

    /**
     * Makes an entry with a brief TTL, and changes that. Tries again if the brief TTL may have passed before the
     * change.
     */
    private String briefEntry(SessionStore store, Ttl then) {
        while (true) {
            Instant end = fixture().time().clock().instant().plus(fixture().brief());
            String key = entry(store, Ttl.of(fixture().brief()));
            boolean found = store.changeTTL(key, then);
            if (fixture().time().clock().instant().isBefore(end)) {
                assertThat(found).as("changeTTL to %s", then).isTrue();
                return key;
            }
        }
    }
}
