package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static dev.holdall.tck.internal.fixture.Verb.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.config.AboveMaxTtl;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.fixture.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** TTL-01 to TTL-09 and TTL-13 to TTL-17: how long entries live. */
public interface TtlRules extends RuleGroup {

    @Rule
    @Waits
    @DisplayName("TTL-01: an entry is never returned after its expiry")
    default void TTL_01_entry_afterItsExpiry_isNotReturned(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("brief"), Ttl.of(brief()));
        fixture().passTtl(brief());
        assertThat(store.get(key)).isEmpty();
        assertThat(store.get(key, Read.LATEST)).isEmpty();
        assertThat(store.getEntry(key)).isEmpty();
        assertThat(store.getEntry(key, Read.LATEST)).isEmpty();
        assertThat(store.getAll(List.of(key))).isEmpty();
    }

    @Rule
    @Waits
    @DisplayName("TTL-01: an entry is not returned at its expiry either, and until then its expiry lies ahead")
    default void TTL_01_entry_atItsExpiry_isNotReturned(Face face) {
        SessionStore store = fixture().store(face);
        Duration step = fixture().traits().ttlResolution();
        // The kit can't stop at a moment of real time, so there the expiry has to be right within the resolution.
        Duration tolerance = fixture().time().passesByItself() ? step : Duration.ZERO;
        Duration ttl = brief().plus(step);
        String key = fixture().key();
        store.set(key, fixture().value("brief"), Ttl.of(ttl));
        Instant end = store.getEntry(key).orElseThrow().expiry().orElseThrow();
        assertThat(end).as("the expiry").isBeforeOrEqualTo(now().plus(ttl).plus(step));
        fixture().time().pass(Duration.between(now(), end).minusNanos(500_000));
        Instant asked = now();
        store.getEntry(key)
                .ifPresent(entry -> assertThat(entry.expiry().orElseThrow().plus(tolerance))
                        .as("the expiry of an entry that is there")
                        .isAfter(asked));
        fixture().time().pass(tolerance.plusNanos(500_000));
        assertKey(store, key).as("at its expiry").isAbsent();
    }

    @Rule
    @Waits
    @DisplayName("TTL-02: an entry is never lost before its expiry")
    default void TTL_02_entry_beforeItsExpiry_isNotLost(Face face) {
        SessionStore store = fixture().store(face);
        String longer = fixture().key();
        store.set(longer, fixture().value("longer"), Ttl.of(ample()));
        String key = fixture().key();
        Instant end = now().plus(brief());
        store.set(key, fixture().value("brief"), Ttl.of(brief()));
        assertThereUntil(end, store, key);
        assertKey(store, longer).holds(fixture().value("longer"));
    }

    @Rule
    @Waits
    @DisplayName("TTL-03: a TTL is rounded up to the resolution, never down")
    default void TTL_03_ttl_betweenTwoSteps_isRoundedUp(Face face) {
        SessionStore store = fixture().store(face);
        Duration step = fixture().traits().ttlResolution();
        Duration steps = step.multipliedBy(brief().dividedBy(step) - 1);
        String shortest = fixture().key();
        String key = fixture().key();
        Instant endOfShortest = now().plus(step);
        store.set(shortest, fixture().value("shortest"), Ttl.of(Duration.ofNanos(1)));
        assertThereBefore(endOfShortest, store, shortest);
        Instant end = now().plus(steps);
        store.set(key, fixture().value("odd"), Ttl.of(steps.minus(step).plusNanos(1)));
        assertThereUntil(end, store, key);
    }

    @Rule
    @Waits
    @DisplayName("TTL-04: Ttl.until ends the entry at that moment, by the clock of the store that wrote it")
    default void TTL_04_until_endsTheEntry(Face face) {
        SessionStore store = fixture().store(face);
        Duration skew = Duration.ofMinutes(10);
        SessionStore ahead =
                fixture().store(face, builder -> builder.clock(fixture().clock(skew)));
        String key = fixture().key();
        String byClockAhead = fixture().key();
        Instant begun = now();
        Instant end = begun.plus(brief());
        store.set(key, fixture().value("until"), Ttl.until(end));
        ahead.set(byClockAhead, fixture().value("ahead"), Ttl.until(end.plus(skew)));
        Duration writing = Duration.between(begun, now());
        assertThereUntil(end, store, key, byClockAhead);
        fixture().passTtl(fixture().traits().ttlResolution().plus(writing));
        assertKey(store, key).isAbsent();
        assertKey(store, byClockAhead).as("written by a clock that is ahead").isAbsent();
    }

    @Rule
    @DisplayName("TTL-05: a set until a moment that has passed leaves the key absent")
    default void TTL_05_set_untilThePast_leavesTheKeyAbsent(Face face) {
        SessionStore store = fixture().store(face);
        pastMoments().forEach(past -> {
            String key = fixture().key();
            store.set(key, fixture().value("never there"), past);
            assertKey(store, key).isAbsent();
            store.set(key, fixture().value("there"));
            store.set(key, fixture().value("gone"), past);
            assertKey(store, key).isAbsent();
        });
    }

    @Rule
    @DisplayName("TTL-05: an update until a moment that has passed leaves the key absent, if its version is there")
    default void TTL_05_update_untilThePast_endsTheEntryOfItsVersion(Face face) {
        SessionStore store = fixture().store(face);
        pastMoments().forEach(past -> {
            String key = fixture().key();
            Version seen = store.set(key, fixture().value("there"));
            store.update(key, seen, fixture().value("gone"), past);
            assertKey(store, key).isAbsent();
            store.set(key, fixture().value("new"));
            store.update(key, seen, fixture().value("stale"), past);
            assertKey(store, key).holds(fixture().value("new"));
        });
    }

    @Rule
    @DisplayName(
            "TTL-05: a compareAndSet until a moment that has passed leaves the key absent, if its version is there")
    default void TTL_05_compareAndSet_untilThePast_endsTheEntryOfItsVersion(Face face) {
        SessionStore store = fixture().store(face);
        pastMoments().forEach(past -> {
            String key = fixture().key();
            Version seen = store.set(key, fixture().value("there"));
            assertThat(store.compareAndSet(key, seen, fixture().value("gone"), past))
                    .isPresent();
            assertKey(store, key).isAbsent();
            store.set(key, fixture().value("new"));
            assertThat(store.compareAndSet(key, seen, fixture().value("stale"), past))
                    .isEmpty();
            assertKey(store, key).holds(fixture().value("new"));
        });
    }

    @Rule
    @DisplayName("TTL-05: an add until a moment that has passed stores nothing, and answers whether it would have")
    default void TTL_05_add_untilThePast_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        pastMoments().forEach(past -> {
            String key = fixture().key();
            assertThat(store.add(key, fixture().value("never there"), past)).isPresent();
            assertKey(store, key).isAbsent();
            store.set(key, fixture().value("there"));
            assertThat(store.add(key, fixture().value("late"), past)).isEmpty();
            assertKey(store, key).holds(fixture().value("there"));
        });
    }

    @Rule
    @DisplayName("TTL-05: changeTTL until a moment that has passed leaves the key absent, and answers true")
    default void TTL_05_changeTTL_untilThePast_endsTheEntry(Face face) {
        SessionStore store = fixture().store(face);
        pastMoments().forEach(past -> {
            String key = fixture().key();
            store.set(key, fixture().value("there"));
            assertThat(store.changeTTL(key, past)).isTrue();
            assertKey(store, key).isAbsent();
        });
    }

    @Rule
    @DisplayName("TTL-05: an increment until a moment that has passed returns initial, and stores nothing")
    default void TTL_05_increment_untilThePast_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        pastMoments().forEach(past -> {
            String key = fixture().key();
            assertThat(store.increment(key, 5, 41, past)).isEqualTo(41);
            assertKey(store, key).isAbsent();
        });
    }

    @Rule
    @DisplayName("TTL-05: an increment of a counter leaves its expiry, also with a moment that has passed")
    default void TTL_05_increment_ofCounter_untilThePast_leavesItsExpiry(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.increment(key, 1, 1, Ttl.never());
        assertThat(store.increment(key, 1, 1, Ttl.until(Instant.EPOCH))).isEqualTo(2);
        assertKey(store, key).holds(new byte[] {'2'}).neverExpires();
    }

    @Rule
    @DisplayName("TTL-05: a setAll until a moment that has passed leaves the keys absent, and returns their versions")
    default void TTL_05_setAll_untilThePast_leavesTheKeysAbsent(Face face) {
        SessionStore store = fixture().store(face);
        List<String> keys = List.of(fixture().key(), fixture().key());
        store.set(keys.get(0), fixture().value("there"));
        Map<String, byte[]> values = Map.of(
                keys.get(0), fixture().value("gone"), keys.get(1), fixture().value("never there"));
        assertThat(store.setAll(values, Ttl.until(Instant.EPOCH))).containsOnlyKeys(keys);
        keys.forEach(key -> assertKey(store, key).isAbsent());
    }

    @Rule
    @DisplayName("TTL-05: a changeTTLAll until a moment that has passed leaves the keys absent, and answers true")
    default void TTL_05_changeTTLAll_untilThePast_endsTheEntries(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        String absent = fixture().key();
        store.set(key, fixture().value("there"));
        assertThat(store.changeTTLAll(List.of(key, absent), Ttl.until(Instant.EPOCH)))
                .containsOnly(Map.entry(key, true), Map.entry(absent, false));
        assertKey(store, key).isAbsent();
    }

    @Rule
    @Waits
    @DisplayName("TTL-06: Ttl.never() doesn't expire")
    default void TTL_06_never_doesNotExpire(Face face) {
        SessionStore store = storeOfDefault(face, brief());
        String key = fixture().key();
        store.set(key, fixture().value("forever"), Ttl.never());
        assertKey(store, key).neverExpires();
        fixture().passTtl(brief());
        assertKey(store, key).holds(fixture().value("forever"));
    }

    @Rule
    @Waits
    @DisplayName("TTL-07: Ttl.storeDefault(), and a call without a TTL, is default-ttl")
    default void TTL_07_storeDefault_isTheTtlConfigured(Face face) {
        SessionStore store = storeOfDefault(face, brief());
        SessionStore slow = storeOfDefault(face, ample());
        String lasting = fixture().key();
        slow.set(lasting, fixture().value("lasting"));
        Map<String, Consumer<String>> writes = Map.of(
                "set", key -> store.set(key, fixture().value("set")),
                "set storeDefault", key -> store.set(key, fixture().value("set"), Ttl.storeDefault()),
                "setAll", key -> store.setAll(Map.of(key, fixture().value("setAll"))),
                "add", key -> store.add(key, fixture().value("add")),
                "update",
                        key -> store.update(
                                key, setForever(store, key), fixture().value("update")),
                "compareAndSet",
                        key -> store.compareAndSet(
                                key, setForever(store, key), fixture().value("cas")),
                "changeTTL",
                        key -> {
                            setForever(store, key);
                            store.changeTTL(key, Ttl.storeDefault());
                        },
                "merge", key -> store.merge(key, found -> Optional.of(fixture().value("merge")), Ttl.storeDefault()),
                "getOrCompute",
                        key -> store.getOrCompute(
                                key, Ttl.storeDefault(), () -> fixture().value("get")),
                "increment", key -> store.increment(key, 1, 1, Ttl.storeDefault()));
        Map<String, String> keys = onNewKeys(writes);
        fixture().passTtl(brief());
        keys.forEach((name, key) -> assertKey(store, key).as(name).isAbsent());
        assertKey(slow, lasting).holds(fixture().value("lasting"));
    }

    @Rule
    @DisplayName("TTL-08: a TTL beyond max-ttl is refused before any I/O, and Ttl.never() is beyond it")
    default void TTL_08_ttl_beyondMaxTtl_isRefused(Face face) {
        Duration max = ample();
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture()
                .store(face, backend, builder -> builder.defaultTtl(max).maxTtl(max));
        Stream.concat(Stream.of(Ttl.never()), beyond(max)).forEach(ttl -> assertRefused(store, ttl));
        assertThat(backend.requests()).as("requests to the backend").isZero();
        store.set(fixture().key(), fixture().value("just so long"), Ttl.of(max));
    }

    @Rule
    @DisplayName("TTL-08: a TTL beyond what the backend can store is refused before any I/O")
    default void TTL_08_ttl_beyondTheBackend_isRefused(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        beyond(store.traits().maxTtl()).forEach(ttl -> assertRefused(store, ttl));
        assertThat(backend.requests()).as("requests to the backend").isZero();
    }

    @Rule
    @Waits
    @DisplayName("TTL-09: where above-max-ttl = cap, a TTL beyond max-ttl is max-ttl instead")
    default void TTL_09_ttl_beyondMaxTtl_isCapped(Face face) {
        Duration max = brief();
        SessionStore store = fixture()
                .store(face, builder -> builder.defaultTtl(max).maxTtl(max).aboveMaxTtl(AboveMaxTtl.CAP));
        List<String> keys = Stream.concat(Stream.of(Ttl.never()), beyond(max))
                .map(ttl -> {
                    String key = fixture().key();
                    store.set(key, fixture().value(ttl), ttl);
                    return key;
                })
                .toList();
        String changed = fixture().key();
        fixture().store(face).set(changed, fixture().value("changed"), Ttl.never());
        store.changeTTL(changed, Ttl.never());
        Instant begun = now();
        Instant end = begun.plus(max);
        String last = fixture().key();
        store.set(last, fixture().value("capped"), Ttl.never());
        Duration writing = Duration.between(begun, now());
        assertThereUntil(end, store, last);
        fixture().passTtl(fixture().traits().ttlResolution().plus(writing));
        Stream.concat(keys.stream(), Stream.of(changed, last))
                .forEach(key -> assertKey(store, key).isAbsent());
    }

    @Rule
    @Waits
    @DisplayName("TTL-13: a set gives the entry its own TTL, whatever the entry had before")
    default void TTL_13_set_afterOtherTtl_givesItsOwn(Face face) {
        SessionStore store = fixture().store(face);
        String lengthened = fixture().key();
        String shortened = fixture().key();
        String unchanged = fixture().key();
        store.set(lengthened, fixture().value("brief"), Ttl.of(brief()));
        store.set(shortened, fixture().value("forever"), Ttl.never());
        store.set(unchanged, fixture().value("brief"), Ttl.of(brief()));
        store.changeTTL(unchanged, Ttl.never());
        store.set(lengthened, fixture().value("longer"), Ttl.of(ample()));
        store.set(shortened, fixture().value("brief"), Ttl.of(brief()));
        store.set(unchanged, fixture().value("brief again"), Ttl.of(brief()));
        fixture().passTtl(brief());
        assertKey(store, lengthened).as("lengthened").holds(fixture().value("longer"));
        assertKey(store, shortened).as("shortened").isAbsent();
        assertKey(store, unchanged).as("after changeTTL").isAbsent();
    }

    @Rule
    @DisplayName("TTL-15: the expiry of an entry is the moment at which it ends")
    default void TTL_15_expiry_isTheMomentOfTheEnd(Face face) {
        SessionStore store = fixture().store(face);
        Duration longest = fixture().traits().maxTtl();
        assertExpiry(store, now(), ample(), Ttl.of(ample()));
        Instant start = now();
        assertExpiry(store, start, ample(), Ttl.until(start.plus(ample())));
        assertExpiry(store, now(), brief(), Ttl.of(brief()));
        assertExpiry(store, now(), longest, Ttl.of(longest));
        String key = fixture().key();
        store.set(key, fixture().value("forever"), Ttl.never());
        assertKey(store, key).neverExpires();
    }

    @Rule
    @Waits
    @DisplayName("TTL-15: the expiry of an entry stays the same moment as time passes")
    default void TTL_15_expiry_asTimePasses_staysTheSame(Face face) {
        SessionStore store = fixture().store(face);
        Duration tolerance = fixture().traits().ttlResolution();
        String key = fixture().key();
        Instant first = now().plus(ample()).minus(tolerance);
        store.set(key, fixture().value("expiring"), Ttl.of(ample()));
        Instant last = now().plus(ample()).plus(tolerance);
        fixture().time().pass(brief());
        Instant asked = now();
        Instant expiry = store.getEntry(key).orElseThrow().expiry().orElseThrow();
        assertThat(expiry).isBetween(first, last.plus(Duration.between(asked, now())));
    }

    @Rule
    @DisplayName("TTL-16: there is no zero, negative or null TTL")
    default void TTL_16_ttl_zeroNegativeOrNull_isRefused(Face face) {
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatThrownBy(() -> Ttl.of(none)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Ttl.of(nothing())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Ttl.until(nothing())).isInstanceOf(NullPointerException.class);
        SessionStore store = fixture().store(face);
        for (Verb verb : Verb.WITH_TTL) {
            assertThatThrownBy(() -> callWith(verb, store, nothing()))
                    .as(verb.name())
                    .isInstanceOf(NullPointerException.class);
        }
    }

    @Rule
    @DisplayName("TTL-17: the TTLs from one nanosecond to maxTtl() can be stored")
    default void TTL_17_ttl_fromShortestToLongest_isStored(Face face) {
        SessionStore store = fixture().store(face);
        Duration longest = fixture().traits().maxTtl();
        for (Duration ttl = Duration.ofNanos(1); ttl.compareTo(longest) < 0; ttl = ttl.multipliedBy(2)) {
            assertStored(store, ttl);
        }
        assertStored(store, longest);
    }

    private void assertStored(SessionStore store, Duration ttl) {
        String key = fixture().key();
        Instant end = now().plus(ttl);
        store.set(key, fixture().value(ttl), Ttl.of(ttl));
        assertThereBefore(end, store, key);
    }

    private void assertExpiry(SessionStore store, Instant before, Duration left, Ttl ttl) {
        Duration tolerance = fixture().traits().ttlResolution();
        String key = fixture().key();
        store.set(key, fixture().value("expiring"), ttl);
        store.getEntry(key)
                .ifPresent(entry -> assertThat(entry.expiry())
                        .hasValueSatisfying(expiry -> assertThat(expiry)
                                .isBetween(
                                        before.plus(left).minus(tolerance),
                                        now().plus(left).plus(tolerance))));
    }

    private void assertRefused(SessionStore store, Ttl ttl) {
        for (Verb verb : Verb.WITH_TTL) {
            assertThatThrownBy(() -> callWith(verb, store, ttl))
                    .as("%s with %s", verb, ttl)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void callWith(Verb verb, SessionStore store, Ttl ttl) {
        verb.call(store, fixture().key(), Verb.SEEN, fixture().value(verb.name()), ttl);
    }

    /** Makes each call with a key of its own, and returns the keys by the names of the calls. */
    private Map<String, String> onNewKeys(Map<String, Consumer<String>> calls) {
        Map<String, String> keys = new LinkedHashMap<>();
        calls.forEach((name, call) -> {
            String key = fixture().key();
            call.accept(key);
            keys.put(name, key);
        });
        return keys;
    }

    /**
     * Returns TTLs that are longer than the maximum. {@code Ttl.until} gets shorter as time passes, so it is a day
     * longer.
     */
    private Stream<Ttl> beyond(Duration max) {
        return Stream.of(
                Ttl.of(max.plusNanos(1)),
                Ttl.of(max.multipliedBy(2)),
                Ttl.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
                Ttl.until(now().plus(max).plus(Duration.ofDays(1))),
                Ttl.until(Instant.MAX));
    }

    private Stream<Ttl> pastMoments() {
        return Stream.of(now(), now().minus(Duration.ofHours(1)), Instant.EPOCH, Instant.MIN)
                .map(Ttl::until);
    }

    private Version setForever(SessionStore store, String key) {
        return store.set(key, fixture().value("forever"), Ttl.never());
    }

    private SessionStore storeOfDefault(Face face, Duration ttl) {
        return fixture().store(face, builder -> builder.defaultTtl(ttl));
    }

    private Duration brief() {
        return fixture().brief();
    }

    /** Returns a TTL that is much longer than a brief one. */
    private Duration ample() {
        return fixture().brief().multipliedBy(1_000);
    }

    private Instant now() {
        return fixture().time().clock().instant();
    }

    /** Waits until a moment, in smaller and smaller steps, and asserts at each step that the entries are present. */
    private void assertThereUntil(Instant end, SessionStore store, String... keys) {
        Duration left = Duration.between(now(), end);
        while (left.compareTo(Duration.ofMillis(1)) > 0) {
            assertThereBefore(end, store, keys);
            left = left.dividedBy(2);
            fixture().time().pass(left);
        }
    }

    /**
     * Checks that entries are present. An absent one is accepted if the answer came so late that the entry may have
     * expired.
     */
    private void assertThereBefore(Instant end, SessionStore store, String... keys) {
        for (String key : keys) {
            boolean there = store.get(key).isPresent();
            assertThat(there || !now().isBefore(end))
                    .as("an entry that ends in %s is there", Duration.between(now(), end))
                    .isTrue();
        }
    }
}
