package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.Counters;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.Race;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.fixture.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** REV-01 to REV-10: revocations, which nothing undoes until their horizon has passed. */
public interface RevokeRules extends RuleGroup {

    @Rule
    @DisplayName("REV-01: after revoke the key is absent")
    default void REV_01_revoke_leavesTheKeyAbsent(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        store.revoke(key);
        assertThat(store.get(key)).isEmpty();
        assertThat(store.getEntry(key)).isEmpty();
        assertThat(store.getAll(List.of(key))).isEmpty();
        assertThat(fixture().store(face).get(key)).as("seen by another store").isEmpty();
    }

    @Rule
    @DisplayName("REV-02: after revoke no set takes effect, and none fails")
    default void REV_02_set_ofRevokedKey_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face);
        String key = revoked(store);
        for (SessionStore each : List.of(store, fixture().store(face))) {
            each.set(key, fixture().value("new"));
            each.set(key, fixture().value("new"), Ttl.never());
            assertThat(store.get(key)).isEmpty();
        }
    }

    @Rule
    @Waits
    @DisplayName("REV-02: no set takes effect until the revocation horizon has passed")
    default void REV_02_set_shortlyBeforeTheHorizon_hasNoEffect(Face face) {
        SessionStore store = fixture().store(face, builder -> builder.revocationHorizon(briefHorizon()));
        Instant end = fixture().time().clock().instant().plus(briefHorizon());
        String key = revoked(store);
        Duration left = briefHorizon();
        while (left.compareTo(Duration.ofMillis(1)) > 0) {
            fixture().time().pass(left.dividedBy(2));
            store.set(key, fixture().value("new"));
            boolean found = store.get(key).isPresent();
            left = Duration.between(fixture().time().clock().instant(), end);
            assertThat(found && left.compareTo(Duration.ZERO) > 0)
                    .as("found %s before the horizon has passed", left)
                    .isFalse();
        }
    }

    @Rule
    @DisplayName("REV-02: the revocations of a hundred keys hold at the same time")
    default void REV_02_revocationsOfManyKeys_hold(Face face) {
        SessionStore store = fixture().store(face);
        List<String> keys = Stream.generate(() -> revoked(store)).limit(100).toList();
        keys.forEach(key -> store.set(key, fixture().value("new")));
        keys.forEach(key -> assertKey(store, key).isAbsent());
    }

    @Rule
    @DisplayName("REV-03: no other verb brings a revoked key back")
    default void REV_03_everyVerb_onRevokedKey_bringsNothingBack(Face face) {
        SessionStore store = fixture().store(face);
        for (Verb verb : Verb.STORING) {
            String key = fixture().key();
            Version seen = store.set(key, Counters.format(7));
            store.revoke(key);
            verb.call(store, key, seen, Counters.format(8), Ttl.never());
            assertThat(store.get(key)).as("revoked, then %s", verb).isEmpty();
        }
    }

    @Rule
    @DisplayName("REV-03: no verb beside a revoke leaves the key there")
    default void REV_03_everyVerb_besideRevoke_leavesNothing(Face face) {
        SessionStore revoking = fixture().store(face);
        SessionStore writing = fixture().store(face);
        List<Verb> verbs = List.copyOf(Verb.STORING);
        Race.repeat(fixture(), rounds(), race -> {
            String key = fixture().key();
            Version seen = writing.set(key, Counters.format(7));
            Verb verb = verbs.get(fixture().random().nextInt(verbs.size()));
            race.run(() -> revoking.revoke(key), () -> verb.call(writing, key, seen, Counters.format(8), Ttl.never()));
            assertThat(writing.get(key)).as(() -> verb + ", " + race.round()).isEmpty();
        });
    }

    @Rule
    @DisplayName("REV-04: no process whose clock is ahead or behind brings a revoked key back")
    default void REV_04_processWithSkewedClock_bringsNothingBack(Face face) {
        for (Duration skew : SKEWS) {
            SessionStore skewed =
                    fixture().store(face, builder -> builder.clock(fixture().clock(skew)));
            SessionStore accurate = fixture().store(face);
            assertRevocationHolds(skewed, accurate, skew);
            assertRevocationHolds(accurate, skewed, skew);
        }
    }

    @Rule
    @Waits
    @DisplayName("REV-05: after the horizon the key can be used again")
    default void REV_05_horizonPassed_letsTheKeyBeUsedAgain(Face face) {
        SessionStore store = fixture().store(face, builder -> builder.revocationHorizon(briefHorizon()));
        String set = revoked(store);
        String added = revoked(store);
        fixture().passTtl(briefHorizon());
        store.set(set, fixture().value("new"));
        assertThat(store.get(set)).contains(fixture().value("new"));
        assertThat(store.add(added, fixture().value("new"))).isPresent();
        assertThat(store.get(added)).contains(fixture().value("new"));
    }

    @Rule
    @DisplayName("REV-06: a key that is absent can be revoked")
    default void REV_06_revoke_ofAbsentKey_holds(Face face) {
        SessionStore store = fixture().store(face);
        String never = fixture().key();
        String deleted = fixture().key();
        store.set(deleted, fixture().value("old"));
        store.delete(deleted);
        for (String key : List.of(never, deleted)) {
            store.revoke(key);
            store.set(key, fixture().value("new"));
            assertThat(store.get(key)).isEmpty();
        }
    }

    @Rule
    @DisplayName("REV-07: delete doesn't end a revocation, and doesn't fail")
    default void REV_07_delete_ofRevokedKey_leavesItRevoked(Face face) {
        SessionStore store = fixture().store(face);
        String key = revoked(store);
        assertThat(store.delete(key)).isNotNull();
        assertThat(store.deleteAll(List.of(key))).containsOnlyKeys(key);
        store.set(key, fixture().value("new"));
        assertThat(store.get(key)).isEmpty();
    }

    @Rule
    @DisplayName("REV-08: revoke of a revoked key is no failure, and answers the same")
    default void REV_08_revoke_ofRevokedKey_answersTheSame(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        Reach first = store.revoke(key);
        assertThat(store.revoke(key)).isEqualTo(first);
        assertThat(store.get(key)).isEmpty();
    }

    @Rule
    @Waits
    @DisplayName("REV-08: where a key is revoked with two horizons, the later one holds")
    default void REV_08_revoke_withTwoHorizons_holdsUntilTheLater(Face face) {
        SessionStore brief = fixture().store(face, builder -> builder.revocationHorizon(briefHorizon()));
        SessionStore lasting = fixture().store(face);
        String shorterFirst = revoked(brief);
        lasting.revoke(shorterFirst);
        String longerFirst = revoked(lasting);
        brief.revoke(longerFirst);
        fixture().passTtl(briefHorizon());
        for (String key : List.of(shorterFirst, longerFirst)) {
            brief.set(key, fixture().value("new"));
            assertKey(brief, key)
                    .as(key.equals(longerFirst) ? "the longer horizon first" : "the shorter horizon first")
                    .isAbsent();
        }
    }

    @Rule
    @DisplayName("REV-09: revocations remembered in this process are forgotten after the horizon")
    default void REV_09_floodOfRevocations_isForgottenAfterTheHorizon(Face face) {
        SessionBackend backend = fixture().anotherBackend();
        OptionalLong before = rememberedRevocations(backend);
        onlyIf(before.isPresent(), "the backend doesn't remember revocations in this process");
        SessionStore store = fixture().store(face, backend, builder -> builder.revocationHorizon(briefHorizon()));
        for (int i = 0; i < 10 * rounds(); i++) {
            store.revoke(fixture().key());
        }
        fixture().passTtl(briefHorizon());
        store.revoke(fixture().key());
        assertThat(rememberedRevocations(backend).orElseThrow())
                .as("remembered after the horizon; %d before the flood", before.getAsLong())
                .isLessThanOrEqualTo(before.getAsLong() + 1);
    }

    @Rule
    @DisplayName("REV-10: revoke answers ALL_DCS where every data centre can be reached")
    default void REV_10_revoke_reachesAllDataCentres(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        assertThat(store.revoke(key)).isEqualTo(Reach.ALL_DCS);
    }

    /** How far the skewed clocks are from the accurate one: less than the default revocation horizon of a day. */
    List<Duration> SKEWS =
            List.of(Duration.ofMinutes(10), Duration.ofMinutes(-10), Duration.ofHours(23), Duration.ofHours(-23));

    private String revoked(SessionStore store) {
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        store.revoke(key);
        return key;
    }

    /** Returns a horizon that is short enough to wait for; one second is the least allowed. */
    private Duration briefHorizon() {
        Duration second = Duration.ofSeconds(1);
        return fixture().brief().compareTo(second) > 0 ? fixture().brief() : second;
    }

    private void assertRevocationHolds(SessionStore revoking, SessionStore writing, Duration skew) {
        for (Verb verb : Verb.STORING) {
            String key = fixture().key();
            Version seen = writing.set(key, Counters.format(7));
            revoking.revoke(key);
            verb.call(writing, key, seen, Counters.format(8), Ttl.never());
            assertThat(revoking.get(key))
                    .as("revoked, then %s; clocks %s apart", verb, skew)
                    .isEmpty();
        }
    }
}
