package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.tck.internal.fixture.Background;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.fixture.Waits;
import dev.holdall.tck.internal.fixture.WaitsForDeadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

/** BLK-01 to BLK-11: calls with several keys. */
public interface BulkRules extends RuleGroup {

    @Rule
    @DisplayName("BLK-01: getAll returns the keys that are there with their values, and no others")
    default void BLK_01_getAll_returnsWhatIsThere(Face face) {
        SessionStore store = fixture().store(face);
        List<String> keys = keys(6);
        for (int i : new int[] {0, 2, 3, 4}) {
            store.set(keys.get(i), fixture().value(i));
        }
        store.delete(keys.get(3));
        Map<String, byte[]> found = store.getAll(keys);
        assertThat(found.keySet()).containsExactly(keys.get(0), keys.get(2), keys.get(4));
        assertThat(found.values())
                .containsExactly(
                        fixture().value(0), fixture().value(2), fixture().value(4));
    }

    @Rule
    @Waits
    @DisplayName("BLK-02: setAll stores every entry with the TTL given, and returns the version of each")
    default void BLK_02_setAll_storesEveryEntry(Face face) {
        SessionStore store = fixture().store(face);
        Map<String, byte[]> brief = values(keys(5));
        Map<String, byte[]> lasting = values(keys(5));
        assertVersions(store, store.setAll(brief, Ttl.of(fixture().brief())), brief);
        assertVersions(store, store.setAll(lasting, Ttl.never()), lasting);
        fixture().passTtl(fixture().brief());
        assertThat(store.getAll(brief.keySet())).as("after the TTL").isEmpty();
        assertValues(store, lasting);
    }

    @Rule
    @DisplayName("BLK-02: setAll replaces what is there")
    default void BLK_02_setAll_replaces(Face face) {
        SessionStore store = fixture().store(face);
        Map<String, byte[]> values = values(keys(5));
        values.keySet().forEach(key -> store.set(key, fixture().value("old")));
        store.setAll(values);
        assertValues(store, values);
    }

    @Rule
    @DisplayName("BLK-03: deleteAll deletes every key, and returns the reach of each")
    default void BLK_03_deleteAll_deletesEveryKey(Face face) {
        SessionStore store = fixture().store(face);
        List<String> keys = keys(5);
        List<String> present = keys.subList(0, 3);
        present.forEach(key -> store.set(key, fixture().value("old")));
        Map<String, Reach> reached = store.deleteAll(keys);
        assertThat(reached.keySet()).containsExactlyElementsOf(keys);
        assertThat(reached.values()).containsOnly(Reach.ALL_DCS);
        keys.forEach(key -> assertThat(store.get(key)).isEmpty());
    }

    @Rule
    @Waits
    @DisplayName("BLK-04: changeTTLAll changes every key that is there, and tells for each whether it was")
    default void BLK_04_changeTTLAll_changesWhatIsThere(Face face) {
        SessionStore store = fixture().store(face);
        Map<String, byte[]> shortened = values(keys(3));
        Map<String, byte[]> lengthened = values(keys(3));
        List<String> absent = keys(2);
        shortened.forEach((key, value) -> store.set(key, value, Ttl.never()));
        lengthened.forEach(
                (key, value) -> store.set(key, value, Ttl.of(fixture().brief())));
        assertThat(store.changeTTLAll(lengthened.keySet(), Ttl.never()).values())
                .containsOnly(true);
        Map<String, Boolean> found = store.changeTTLAll(
                Stream.concat(absent.stream(), shortened.keySet().stream()).toList(),
                Ttl.of(fixture().brief()));
        absent.forEach(key -> assertThat(found).containsEntry(key, false));
        shortened.keySet().forEach(key -> assertThat(found).containsEntry(key, true));
        assertThat(found).hasSize(5);
        absent.forEach(key -> assertThat(store.get(key)).isEmpty());
        assertValues(store, shortened);
        fixture().passTtl(fixture().brief());
        shortened
                .keySet()
                .forEach(key -> assertThat(store.get(key)).as("after its TTL").isEmpty());
        assertValues(store, lengthened);
    }

    @Rule
    @DisplayName("BLK-05: where some keys fail, the others are done, and the failure tells which, and why")
    default void BLK_05_bulkCall_thatFailsForSomeKeys_doesTheOthers(Face face) {
        for (Verb verb : BULK) {
            List<String> keys = keys(6);
            Set<String> failing = Set.of(keys.get(0), keys.get(3));
            FaultyBackend backend = fixture().faulty();
            backend.withFaultOfKeys(fixture().beneath(failing), unavailable());
            PartialFailureException failure =
                    partialFailure(fixture().store(face, backend, builder -> builder), verb, keys);
            assertThat(failure.failures().keySet()).as("failures of %s", verb).isEqualTo(failing);
            assertThat(failure.failures().values())
                    .allSatisfy(each -> assertThat(each)
                            .isInstanceOf(StoreUnavailableException.class)
                            .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED)));
            assertDone(verb, keys, failing, failure);
        }
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("BLK-05: where some keys are not answered by the deadline, the others are done")
    default void BLK_05_bulkCall_thatHangsForSomeKeys_doesTheOthers(Face face) {
        try (Background background = new Background()) {
            List<Background.Running<Boolean>> calls = BULK.stream()
                    .map(verb -> background.run(() -> assertHangsForOneKey(face, verb)))
                    .toList();
            calls.forEach(Background.Running::answer);
        }
    }

    @Rule
    @DisplayName("BLK-05: where every key fails, none is done")
    default void BLK_05_bulkCall_thatFailsForEveryKey_doesNone(Face face) {
        FaultyBackend backend = fixture().faulty();
        backend.with(unavailable());
        SessionStore store = fixture().store(face, backend, builder -> builder);
        for (Verb verb : BULK) {
            List<String> keys = keys(3);
            PartialFailureException failure = partialFailure(store, verb, keys);
            assertThat(failure.done()).isEmpty();
            assertThat(failure.failures()).containsOnlyKeys(keys.toArray(String[]::new));
        }
    }

    @Rule
    @DisplayName("BLK-06: a call without keys returns an empty map, without any I/O")
    default void BLK_06_bulkCall_withoutKeys_returnsEmptyMap(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        assertThat(store.getAll(List.of())).isEmpty();
        assertThat(store.setAll(Map.of())).isEmpty();
        assertThat(store.setAll(Map.of(), Ttl.never())).isEmpty();
        assertThat(store.deleteAll(Set.of())).isEmpty();
        assertThat(store.changeTTLAll(List.of(), Ttl.never())).isEmpty();
        assertThat(backend.requests()).as("requests to the backend").isZero();
    }

    @Rule
    @DisplayName("BLK-07: a key that is given twice counts once")
    default void BLK_07_bulkCall_withKeyTwice_countsItOnce(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        String key = fixture().key();
        String other = fixture().key();
        fixture().store(face).set(key, fixture().value("old"));
        List<String> keys = List.of(key, other, key, key);
        assertThat(store.getAll(keys)).containsOnlyKeys(key);
        assertThat(store.changeTTLAll(keys, Ttl.never())).containsOnly(Map.entry(key, true), Map.entry(other, false));
        assertThat(store.deleteAll(keys)).containsOnlyKeys(key, other);
        assertThat(backend.requests()).as("requests: two keys, three times").isEqualTo(6);
    }

    @Tag("slow")
    @Rule
    @DisplayName("BLK-08: a call may have thousands of keys")
    default void BLK_08_bulkCall_withThousandsOfKeys_isCarriedOut(Face face) {
        SessionStore store = fixture().store(face);
        Map<String, byte[]> values = values(keys(5_000));
        Set<String> keys = values.keySet();
        assertThat(store.setAll(values)).containsOnlyKeys(keys);
        Map<String, byte[]> found = store.getAll(keys);
        assertThat(found).containsOnlyKeys(keys);
        values.forEach((key, value) -> assertThat(found.get(key)).isEqualTo(value));
        assertThat(store.changeTTLAll(keys, Ttl.never()).values())
                .hasSize(5_000)
                .containsOnly(true);
        assertThat(store.deleteAll(keys)).containsOnlyKeys(keys);
        assertThat(store.getAll(keys)).isEmpty();
    }

    @Rule
    @DisplayName("BLK-09: getAll with Read.LATEST reflects every write acknowledged before, by whatever store")
    default void BLK_09_getAll_latest_reflectsAcknowledgedWrites(Face face) {
        SessionStore reader = fixture().store(face);
        SessionStore writer = fixture().store(face);
        List<String> keys = keys(3);
        for (int i = 0; i < 5; i++) {
            byte[] value = fixture().value(i);
            keys.forEach(key -> writer.set(key, value));
            assertThat(reader.getAll(keys, Read.LATEST).values())
                    .hasSize(3)
                    .allSatisfy(found -> assertThat(found).isEqualTo(value));
        }
        writer.deleteAll(keys);
        assertThat(reader.getAll(keys, Read.LATEST)).isEmpty();
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("BLK-10: a call whose keys can't be done by the deadline ends by it, and begins none of them later")
    default void BLK_10_bulkCall_withMoreKeysThanTheDeadlineAllows_endsByIt(Face face) {
        try (Background background = new Background()) {
            List<Background.Running<Boolean>> calls = BULK.stream()
                    .map(verb -> background.run(() -> assertEndsByTheDeadline(face, verb)))
                    .toList();
            calls.forEach(Background.Running::answer);
        }
    }

    @Rule
    @DisplayName("BLK-11: the bulk calls of a store share a bound of what is in flight, and take turns")
    default void BLK_11_bulkCalls_besideEachOther_shareABound(Face face) {
        FaultyBackend backend = fixture().faulty();
        backend.with(backend.holding());
        SessionStore store = fixture().store(face, backend, builder -> builder);
        List<List<String>> keys = Stream.generate(() -> keys(600)).limit(8).toList();
        try (Background background = new Background()) {
            List<Background.Running<Map<String, byte[]>>> calls = keys.stream()
                    .map(each -> background.start(() -> store.getAll(each)))
                    .toList();
            calls.forEach(Background.Running::awaitWaiting);
            assertThat(backend.requests()).as("requests in flight").isEqualTo(MOST_IN_FLIGHT);
            backend.with(FaultyBackend.none());
            backend.release();
            calls.forEach(call -> assertThat(call.answer()).isEmpty());
        }
        assertThat(backend.requests()).as("requests in all").isEqualTo(8 * 600);
    }

    @Tag("slow")
    @Rule
    @DisplayName("BLK-11: bulk calls of thousands of keys beside each other are all done")
    default void BLK_11_bulkCalls_ofThousandsOfKeys_besideEachOther_areAllDone(Face face) {
        SessionStore store = fixture().store(face);
        List<Map<String, byte[]>> values =
                Stream.generate(() -> values(keys(2_000))).limit(10).toList();
        try (Background background = new Background()) {
            List<Background.Running<Map<String, Version>>> writes = values.stream()
                    .map(each -> background.start(() -> store.setAll(each)))
                    .toList();
            writes.forEach(write -> assertThat(write.answer()).hasSize(2_000));
            List<Background.Running<Map<String, byte[]>>> reads = values.stream()
                    .map(each -> background.start(() -> store.getAll(each.keySet())))
                    .toList();
            reads.forEach(read -> assertThat(read.answer()).hasSize(2_000));
        }
    }

    /** The most requests of a store's bulk calls that are in flight at the same time. */
    int MOST_IN_FLIGHT = 256;

    private void assertEndsByTheDeadline(Face face, Verb verb) {
        FaultyBackend backend = fixture().faulty();
        backend.with(backend.holding());
        SessionStore store = fixture()
                .store(
                        face,
                        backend,
                        builder -> builder.requestTimeout(fixture().deadline()));
        List<String> keys = keys(5_000);
        PartialFailureException failure = failureOfSomeSent(backend, () -> call(verb, store, keys));
        assertThat(failure.failures()).as("the keys that %s did not do", verb).hasSize(5_000);
        assertThat(failure.failures().values()).allMatch(StoreTimeoutException.class::isInstance);
        int begun = backend.requests();
        assertThat(begun).as("requests begun").isBetween(1, MOST_IN_FLIGHT);
        assertThat(failure.failures().values().stream()
                        .filter(each -> each.outcome() == Outcome.UNKNOWN)
                        .count())
                .as("keys of which nothing is known after %s", verb)
                .isEqualTo(verb.writes() ? begun : 0);
        backend.with(FaultyBackend.none());
        backend.release();
        assertThat(backend.requests()).as("requests begun later").isEqualTo(begun);
    }

    /**
     * Returns the failure of a call some of whose keys were sent. On a busy machine the deadline may pass before that;
     * then the call has to fail as a whole, and is made again.
     */
    private static PartialFailureException failureOfSomeSent(FaultyBackend backend, Runnable call) {
        Throwable failure = catchThrowable(call::run);
        for (int i = 0; i < 20 && failure instanceof StoreTimeoutException; i++) {
            assertThat(backend.requests())
                    .as("requests of a call that failed as a whole")
                    .isZero();
            failure = catchThrowable(call::run);
        }
        assertThat(failure).isInstanceOf(PartialFailureException.class);
        return (PartialFailureException) failure;
    }

    /** The verbs that take several keys. */
    List<Verb> BULK = List.of(Verb.GET_ALL, Verb.SET_ALL, Verb.DELETE_ALL, Verb.CHANGE_TTL_ALL);

    private void assertHangsForOneKey(Face face, Verb verb) {
        List<String> keys = keys(6);
        String hanging = keys.get(2);
        FaultyBackend backend = fixture().faulty();
        backend.withFaultOfKeys(fixture().beneath(Set.of(hanging)), backend.holding());
        SessionStore store = fixture()
                .store(
                        face,
                        backend,
                        builder -> builder.requestTimeout(fixture().deadline()));
        PartialFailureException failure = partialFailure(store, verb, keys);
        assertThat(failure.failures()).as("failures of %s", verb).containsOnlyKeys(hanging);
        assertThat(failure.failures().get(hanging))
                .isInstanceOf(StoreTimeoutException.class)
                .extracting(SessionStoreException::outcome)
                .isEqualTo(verb.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
        assertDone(verb, keys, Set.of(hanging), failure);
    }

    private List<String> keys(int count) {
        return Stream.generate(() -> fixture().key()).limit(count).toList();
    }

    private Map<String, byte[]> values(List<String> keys) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        keys.forEach(key -> values.put(key, fixture().value(values.size())));
        return values;
    }

    private PartialFailureException partialFailure(SessionStore store, Verb verb, List<String> keys) {
        SessionStore healthy = fixture().store(Face.BLOCKING);
        keys.forEach(key -> healthy.set(key, fixture().value("old"), Ttl.never()));
        fixture().time().pass(Duration.ofMillis(1)); // The other store's clock must show a later time for its writes.
        PartialFailureException failure =
                catchThrowableOfType(PartialFailureException.class, () -> call(verb, store, keys));
        assertThat(failure).as("%s fails for some keys", verb).isNotNull();
        return failure;
    }

    private void call(Verb verb, SessionStore store, List<String> keys) {
        switch (verb) {
            case SET_ALL -> store.setAll(values(keys));
            case DELETE_ALL -> store.deleteAll(keys);
            case CHANGE_TTL_ALL -> store.changeTTLAll(keys, Ttl.of(Duration.ofHours(1)));
            default -> store.getAll(keys);
        }
    }

    private void assertDone(Verb verb, List<String> keys, Set<String> failing, PartialFailureException failure) {
        Set<String> done = new HashSet<>(keys);
        done.removeAll(failing);
        assertThat(failure.done()).as("done by %s", verb).isEqualTo(done);
        SessionStore store = fixture().store(Face.BLOCKING);
        Consumer<String> check = switch (verb) {
            case SET_ALL ->
                key -> assertThat(store.get(key))
                        .isPresent()
                        .get()
                        .isNotEqualTo(fixture().value("old"));
            case DELETE_ALL -> key -> assertThat(store.get(key)).isEmpty();
            case CHANGE_TTL_ALL ->
                key -> assertThat(store.getEntry(key).orElseThrow().expiry()).isPresent();
            default -> key -> assertThat(store.get(key)).isPresent();
        };
        done.forEach(check);
    }

    private static FaultyBackend.Fault unavailable() {
        return FaultyBackend.failing(() -> new BackendException(
                BackendException.Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "no node could be reached", null));
    }

    private static void assertVersions(SessionStore store, Map<String, Version> versions, Map<String, byte[]> values) {
        assertThat(versions.keySet()).containsExactlyElementsOf(values.keySet());
        versions.forEach((key, version) ->
                assertThat(store.getEntry(key).orElseThrow().version()).isEqualTo(version));
        assertValues(store, values);
    }

    private static void assertValues(SessionStore store, Map<String, byte[]> values) {
        values.forEach((key, value) -> assertThat(store.get(key)).contains(value));
    }
}
