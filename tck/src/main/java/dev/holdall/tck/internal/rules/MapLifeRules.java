package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.Verb.nothing;
import static dev.holdall.tck.internal.rules.MapTests.assertMap;
import static dev.holdall.tck.internal.rules.MapTests.assertNoMap;
import static dev.holdall.tck.internal.rules.MapTests.fields;
import static dev.holdall.tck.internal.rules.MapTests.maps;
import static dev.holdall.tck.internal.rules.MapTests.put;
import static dev.holdall.tck.internal.rules.MapTests.read;
import static dev.holdall.tck.internal.rules.MapTests.remove;
import static dev.holdall.tck.internal.rules.MapTests.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.FieldChanges;
import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreObserver.Result;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.LeakDetector;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.fixture.Waits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** MAP-12 to MAP-19: the end of a map and of its fields, what surrounds it, failures and warnings. */
public interface MapLifeRules extends RuleGroup {

    @Rule
    @Waits
    @DisplayName("MAP-12: a map ends as a whole, and a change doesn't move its end")
    default void MAP_12_map_endsAsAWhole(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap seen =
                maps.create(key, fields("one", "two"), Ttl.of(fixture().brief()));
        String forever = fixture().key();
        maps.change(maps.create(forever, fields("one"), Ttl.never()), put("two", "two"));
        maps.change(seen, put("three", "three"));
        fixture().passTtl(fixture().brief());
        assertNoMap(maps, key);
        assertThat(maps.changeTTL(key, Ttl.never())).isFalse();
        maps.change(seen, put("one", "stale"));
        assertNoMap(maps, key);
        assertMap(maps, forever, fields("one", "two"));
    }

    @Rule
    @Waits
    @DisplayName("MAP-12: changeTTL lengthens and shortens the life of a map with all of its fields")
    default void MAP_12_changeTtl_movesTheEndOfAllFields(Face face) {
        SessionMaps maps = maps(this, face);
        String lengthened = fixture().key();
        SessionMap seen =
                maps.create(lengthened, fields("one", "gone"), Ttl.of(fixture().brief()));
        maps.change(
                seen,
                FieldChanges.builder()
                        .put("two", fixture().value("two"))
                        .remove("gone")
                        .build());
        assertThat(maps.changeTTL(lengthened, Ttl.never())).isTrue();
        String shortened = fixture().key();
        maps.create(shortened, fields("one"), Ttl.never());
        assertThat(maps.changeTTL(shortened, Ttl.of(fixture().brief()))).isTrue();
        fixture().passTtl(fixture().brief());
        assertMap(maps, lengthened, fields("one", "two"));
        assertNoMap(maps, shortened);
        maps.change(seen, put("gone", "stale"));
        assertMap(maps, lengthened, fields("one", "two"));
        maps.change(seen, put("one", "one"));
        assertMap(maps, lengthened, fields("one", "two"));
    }

    @Rule
    @DisplayName(
            "MAP-12: changeTTL of an absent map answers false and creates nothing, and one that has passed ends it")
    default void MAP_12_changeTtl_ofAbsentMap_createsNothing(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        assertThat(maps.changeTTL(key, Ttl.never())).isFalse();
        assertNoMap(maps, key);
        maps.create(key, fields("one"));
        assertThat(maps.changeTTL(key, Ttl.until(Instant.EPOCH))).isTrue();
        assertNoMap(maps, key);
        maps.create(key, fields("one"), Ttl.until(Instant.EPOCH));
        assertNoMap(maps, key);
    }

    @Rule
    @Waits
    @DisplayName("MAP-13: a field with a TTL ends by itself, and can be put again")
    default void MAP_13_field_endsByItself(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap created = maps.create(key, fields("kept"), Ttl.never());
        Ttl brief = Ttl.of(fixture().brief());
        SessionMap before = maps.change(created, put("ending", "before"));
        SessionMap seen = maps.change(
                before,
                FieldChanges.builder()
                        .put("ending", fixture().value("ending"), brief)
                        .put(
                                "kept",
                                fixture().value("kept"),
                                Ttl.of(fixture().brief().multipliedBy(100)))
                        .put("over", fixture().value("over"), Ttl.until(Instant.EPOCH))
                        .build());
        assertMap(maps, key, fields("kept", "ending"));
        fixture().passTtl(fixture().brief());
        assertMap(maps, key, fields("kept"));
        maps.change(created, put("ending", "stale"));
        assertMap(maps, key, fields("kept"));
        maps.change(
                read(maps, key),
                FieldChanges.builder()
                        .put("ending", fixture().value("ending"))
                        .put("over", fixture().value("over"))
                        .build());
        assertMap(maps, key, fields("kept", "ending", "over"));
        maps.change(seen, remove("kept"));
        assertMap(maps, key, fields("ending", "over"));
    }

    @Rule
    @DisplayName("MAP-14: a map, an entry and a lock of one key are independent of each other")
    default void MAP_14_mapAndEntry_areIndependent(Face face) {
        SessionStore store = fixture().store(face);
        SessionMaps maps = maps(this, store);
        String key = fixture().key();
        store.set(key, fixture().value("entry"));
        assertNoMap(maps, key);
        maps.create(key, fields("one"));
        assertThat(store.tryLock(key, Duration.ZERO, Duration.ofMinutes(1))).isPresent();
        assertThat(store.get(key)).contains(fixture().value("entry"));
        maps.revoke(key);
        assertThat(store.get(key)).contains(fixture().value("entry"));
        String other = fixture().key();
        maps.create(other, fields("one"));
        store.revoke(other);
        assertMap(maps, other, fields("one"));
        store.set(other, fixture().value("entry"));
        assertThat(store.get(other)).isEmpty();
    }

    @Rule
    @DisplayName("MAP-14: maps of different namespaces and of different keys are apart")
    default void MAP_14_maps_ofNamespacesAndKeys_areApart(Face face) {
        SessionMaps one = maps(this, fixture().store(face, builder -> builder.namespace("one")));
        SessionMaps other = maps(this, fixture().store(face, builder -> builder.namespace("other")));
        String key = fixture().key();
        one.create(key, fields("one"));
        assertNoMap(other, key);
        SessionMap seen = other.create(key, fields("other"));
        one.change(seen, put("one", "stale"));
        assertMap(one, key, fields("one"));
        one.delete(key);
        assertMap(other, key, fields("other"));
    }

    @Rule
    @DisplayName("MAP-15: the bytes given and returned are copies, and a map that was read never changes")
    default void MAP_15_bytes_areCopies(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        Map<String, byte[]> given = fields("one");
        SessionMap created = maps.create(key, given);
        given.values().forEach(bytes -> bytes[0]++);
        given.put("two", new byte[1]);
        assertMap(maps, key, fields("one"));
        byte[] value = fixture().value("two");
        FieldChanges.Builder builder = FieldChanges.builder().put("two", value);
        FieldChanges changes = builder.build();
        value[0]++;
        builder.remove("one");
        SessionMap changed = maps.change(created, changes);
        assertMap(maps, key, fields("one", "two"));
        SessionMap seen = read(maps, key);
        for (SessionMap map : List.of(created, changed, seen)) {
            map.fields().values().forEach(bytes -> bytes[0]++);
            map.fields().clear();
            map.field("one").orElseThrow()[0]++;
            assertThat(texts(map)).containsEntry("one", new String(fixture().value("one"), StandardCharsets.UTF_8));
        }
        maps.change(seen, remove("one"));
        assertThat(texts(seen)).isEqualTo(texts(maps.create(fixture().key(), fields("one", "two"))));
        assertMap(maps, key, fields("two"));
    }

    @Rule
    @DisplayName("MAP-15: nulls are refused")
    default void MAP_15_nulls_areRefused(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap seen = maps.create(key, fields("one"));
        Map<String, byte[]> withoutValue = new LinkedHashMap<>();
        withoutValue.put("one", nothing());
        assertThatNullPointerException().isThrownBy(() -> maps.create(key, withoutValue));
        assertThatNullPointerException().isThrownBy(() -> maps.create(nothing(), fields("one")));
        assertThatNullPointerException().isThrownBy(() -> maps.get(Verb.<String>nothing()));
        assertThatNullPointerException().isThrownBy(() -> put(nothing(), "new"));
        assertThatNullPointerException().isThrownBy(() -> FieldChanges.builder().put("one", nothing()));
        assertMap(maps, key, fields("one"));
        assertThat(seen.fields()).hasSize(1);
    }

    @Rule
    @DisplayName("MAP-16: a failure of the backend is a failure of the call, and never an absence")
    default void MAP_16_failureOfBackend_isFailureOfTheCall(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionMaps maps = maps(this, fixture().store(face, backend, builder -> builder));
        String key = fixture().key();
        SessionMap seen = maps.create(key, fields("one"));
        backend.with(FaultyBackend.failing(() -> FailureRules.failure(Kind.UNAVAILABLE, Outcome.UNKNOWN)));
        calls(maps, seen).forEach((operation, call) -> {
            Throwable failure = catchThrowable(call::run);
            assertThat(failure).as("%s", operation).isExactlyInstanceOf(StoreUnavailableException.class);
            SessionStoreException thrown = (SessionStoreException) failure;
            assertThat(thrown.operation()).isEqualTo(operation);
            assertThat(thrown.outcome()).isEqualTo(operation.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
        });
        backend.with(FaultyBackend.none());
        assertMap(maps, key, fields("one"));
    }

    @Rule
    @DisplayName("MAP-16: after close every call fails")
    default void MAP_16_everyCall_afterClose_fails(Face face) {
        SessionStore store = fixture().store(face);
        SessionMaps maps = maps(this, store);
        SessionMap seen = maps.create(fixture().key(), fields("one"));
        store.close();
        calls(maps, seen)
                .values()
                .forEach(call -> assertThatIllegalStateException().isThrownBy(call::run));
    }

    private Map<Operation, Runnable> calls(SessionMaps maps, SessionMap seen) {
        Map<Operation, Runnable> calls = new LinkedHashMap<>();
        calls.put(Operation.GET_MAP, () -> maps.get(seen.key()));
        calls.put(Operation.CREATE_MAP, () -> maps.create(seen.key(), fields("new")));
        calls.put(Operation.CHANGE_MAP, () -> maps.change(seen, put("one", "new")));
        calls.put(Operation.CHANGE_MAP_TTL, () -> maps.changeTTL(seen.key(), Ttl.never()));
        calls.put(Operation.DELETE_MAP, () -> maps.delete(seen.key()));
        calls.put(Operation.REVOKE_MAP, () -> maps.revoke(seen.key()));
        return calls;
    }

    @Rule
    @DisplayName("MAP-17: where a store keeps no maps its traits say so, and maps() fails")
    default void MAP_17_storeWithoutMaps_saysSo(Face face) {
        SessionStore store = fixture().store(face);
        if (store.traits().maps()) {
            assertThat(store.async().maps()).isSameAs(store.maps().async());
        } else {
            assertThatThrownBy(store::maps).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(store.async()::maps).isInstanceOf(UnsupportedOperationException.class);
        }
        SessionStore hidden =
                fixture().store(face, new ForwardingBackend(fixture().faulty()) {}, builder -> builder);
        assertThat(hidden.traits().maps())
                .as("under a decorator that doesn't know maps")
                .isFalse();
        assertThatThrownBy(hidden::maps).isInstanceOf(UnsupportedOperationException.class);
    }

    @Rule
    @DisplayName("MAP-18: observers are notified how every call of a map ended, and no text shows what is in a map")
    default void MAP_18_everyCall_isReported(Face face) {
        ObserverRules.Recorder recorder = new ObserverRules.Recorder();
        SessionMaps maps = maps(this, fixture().store(face, builder -> builder.observer(recorder)));
        String key = fixture().key();
        byte[] value = fixture().value("one");
        maps.get(key);
        recorder.assertNext(Operation.GET_MAP, Result.ABSENT, 0);
        SessionMap seen = maps.create(key, Map.of("one", value));
        recorder.assertNext(Operation.CREATE_MAP, Result.OK, value.length);
        maps.get(key);
        recorder.assertNext(Operation.GET_MAP, Result.OK, value.length);
        FieldChanges changes =
                FieldChanges.builder().put("two", value).remove("one").build();
        SessionMap changed = maps.change(seen, changes);
        recorder.assertNext(Operation.CHANGE_MAP, Result.OK, value.length);
        maps.changeTTL(key, Ttl.never());
        recorder.assertNext(Operation.CHANGE_MAP_TTL, Result.OK, 0);
        maps.delete(key);
        recorder.assertNext(Operation.DELETE_MAP, Result.OK, 0);
        maps.changeTTL(key, Ttl.never());
        recorder.assertNext(Operation.CHANGE_MAP_TTL, Result.ABSENT, 0);
        maps.revoke(key);
        recorder.assertNext(Operation.REVOKE_MAP, Result.OK, 0);
        recorder.assertNoMore();
        Stream.of(seen, changed, changes, maps)
                .forEach(shown -> assertThat(shown.toString()).matches(text -> !LeakDetector.isLeak(text)));
    }

    @Rule
    @DisplayName("MAP-19: a store warns once of a map with more than 500 fields that are gone, and not of one with 500")
    default void MAP_19_mapWithManyFieldsGone_isWarnedOf(Face face) {
        SessionMaps maps = maps(this, face);
        SessionMap most = MapTests.emptied(maps, fixture().key(), 500);
        int loggedBefore = fixture().leaks().logged().size();
        assertMap(maps, most.key(), Map.of());
        assertThat(warnings(loggedBefore)).isEmpty();
        SessionMap more = maps.change(most, remove("one more"));
        maps.get(more.key(), List.of("field 0", "one more"));
        assertThat(warnings(loggedBefore)).as("after a read of two fields").isEmpty();
        for (int i = 0; i < 3; i++) {
            assertMap(maps, more.key(), Map.of());
        }
        assertThat(warnings(loggedBefore))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("WARN").contains("501 fields"));
    }

    private List<String> warnings(int loggedBefore) {
        return fixture().leaks().logged().stream()
                .skip(loggedBefore)
                .filter(line -> line.contains("removed or have ended"))
                .toList();
    }
}
