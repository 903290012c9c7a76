package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.Verb.nothing;
import static dev.holdall.tck.internal.rules.MapTests.manyNames;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.Entry;
import dev.holdall.EntryGroups;
import dev.holdall.GroupChanges;
import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreObserver.Result;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.LeakDetector;
import dev.holdall.tck.internal.fixture.Race;
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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** GRP-01 to GRP-14: groups of entries. */
public interface GroupRules extends RuleGroup {

    @Rule
    @DisplayName("GRP-01: names, number and size that are out of bounds are refused before any I/O")
    default void GRP_01_changesOutOfBounds_areRefused(Face face) {
        FaultyBackend backend = fixture().faulty();
        EntryGroups groups = groups(fixture().store(face, backend, builder -> builder.maxValueBytes(10_000)));
        String key = fixture().key();
        for (String name : List.of("", "\n", "\u0000", "\ud800", "n".repeat(256), "\u00e9".repeat(128))) {
            assertThatIllegalArgumentException().isThrownBy(() -> groups.change(key, put(name)));
            assertThatIllegalArgumentException().isThrownBy(() -> groups.change(key, remove(name)));
            assertThatIllegalArgumentException().isThrownBy(() -> groups.get(key, List.of(name)));
        }
        GroupChanges large = GroupChanges.builder()
                .put("half", new byte[5_000], Ttl.never())
                .put("other", new byte[5_000], Ttl.never())
                .build();
        assertThatIllegalArgumentException().isThrownBy(() -> groups.change(key, large));
        GroupChanges.Builder many = GroupChanges.builder();
        for (int i = 0; i <= SessionMaps.MAX_FIELDS; i++) {
            many.remove("" + i);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> groups.change(key, many.build()));
        GroupChanges none = GroupChanges.builder().build();
        assertThatIllegalArgumentException().isThrownBy(() -> groups.change(key, none));
        Version future = new Version(Instant.parse("2201-01-01T00:00:00Z").toEpochMilli() * 1_000);
        assertThatIllegalArgumentException().isThrownBy(() -> groups.change(key, update("one", future, "new")));
        assertThatIllegalArgumentException().isThrownBy(() -> groups.change("k".repeat(1_025), put("one")));
        assertThat(backend.requests()).as("requests to the backend").isZero();
    }

    @Rule
    @DisplayName("GRP-02: get returns all entries, or those asked for, with their versions and expiries")
    default void GRP_02_get_returnsEntries(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        assertThat(groups.get(key)).isEmpty();
        assertThat(groups.get(key, List.of("one"))).isEmpty();
        Duration ample = fixture().brief().multipliedBy(1_000);
        Instant before = fixture().time().clock().instant();
        Version version = groups.change(
                key,
                GroupChanges.builder()
                        .put("one", fixture().value("one"), Ttl.never())
                        .put("two", fixture().value("two"), Ttl.of(ample))
                        .put("empty", new byte[0], Ttl.never())
                        .put("a:b%c \u00e9\ud83d\ude00", fixture().value("any"), Ttl.never())
                        .build());
        Map<String, Entry> found = groups.get(key);
        assertThat(found).containsOnlyKeys("one", "two", "empty", "a:b%c \u00e9\ud83d\ude00");
        assertThat(texts(groups.get(key, List.of("two", "none", "empty"))))
                .isEqualTo(Map.of("two", text("two"), "empty", ""));
        assertThat(groups.get(key, List.of())).isEmpty();
        List<String> many = manyNames("two");
        assertThat(groups.get(key, many)).containsOnlyKeys("two");
        assertThat(groups.get(fixture().key(), many)).isEmpty();
        assertThat(texts(groups.get(key, Read.LATEST))).isEqualTo(texts(found));
        assertThat(groups.get(key, List.of("two"), Read.LATEST)).containsOnlyKeys("two");
        found.values().forEach(entry -> assertThat(entry.version()).isEqualTo(version));
        assertThat(entry(groups, key, "one").expiry()).isEmpty();
        Duration step = fixture().traits().ttlResolution();
        assertThat(entry(groups, key, "two").expiry().orElseThrow())
                .isBetween(
                        before.plus(ample).minus(step),
                        fixture().time().clock().instant().plus(ample).plus(step));
        found.clear();
        assertThat(groups.get(key)).hasSize(4);
    }

    @Rule
    @DisplayName("GRP-03: of entries that are put beside each other, the first ones of a group included, all are kept")
    default void GRP_03_concurrentPuts_areKept(Face face) {
        EntryGroups one = groups(face);
        EntryGroups other = groups(face);
        Race.repeat(fixture(), rounds() / Race.REQUESTS, race -> {
            String key = fixture().key();
            race.run(() -> one.change(key, put("one")), () -> other.change(key, put("other")));
            assertThat(one.get(key)).as(race::round).containsOnlyKeys("one", "other");
        });
    }

    @Rule
    @DisplayName("GRP-04: a put replaces whatever is there, with a greater version, and leaves other entries")
    default void GRP_04_put_replaces(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        Version first = groups.change(
                key,
                GroupChanges.builder()
                        .put("one", fixture().value("first"), Ttl.never())
                        .put("kept", fixture().value("kept"), Ttl.never())
                        .build());
        Version second = groups.change(key, put("one"));
        assertThat(second).isGreaterThan(first);
        assertThat(texts(groups.get(key))).isEqualTo(Map.of("one", text("one"), "kept", text("kept")));
        assertThat(entry(groups, key, "kept").version()).isEqualTo(first);
    }

    @Rule
    @DisplayName("GRP-05: an update of the version read replaces the entry, and further updates follow it")
    default void GRP_05_update_replaces(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        groups.change(key, put("one"));
        for (int i = 0; i < 10; i++) {
            Version seen = entry(groups, key, "one").version();
            groups.change(key, update("one", seen, i));
            Entry found = entry(groups, key, "one");
            assertThat(found.value()).isEqualTo(fixture().value(i));
            assertThat(found.version()).isGreaterThan(seen);
        }
    }

    @Rule
    @DisplayName("GRP-05: an update has no effect after a put, an update, a removal or a deletion of the group")
    default void GRP_05_staleUpdate_hasNoEffect(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        Version seen = groups.change(key, put("one"));
        groups.change(key, put("one"));
        groups.change(key, update("one", seen, "stale"));
        assertThat(texts(groups.get(key))).isEqualTo(Map.of("one", text("one")));
        Version updated = entry(groups, key, "one").version();
        groups.change(key, update("one", updated, "updated"));
        groups.change(key, update("one", seen, "stale"));
        assertThat(texts(groups.get(key))).isEqualTo(Map.of("one", text("updated")));
        groups.change(key, remove("one"));
        groups.change(key, update("one", updated, "stale"));
        assertThat(groups.get(key)).isEmpty();
        groups.change(key, put("one"));
        groups.change(key, update("one", updated, "stale"));
        assertThat(texts(groups.get(key))).isEqualTo(Map.of("one", text("one")));
        Version last = entry(groups, key, "one").version();
        groups.delete(key);
        groups.change(key, update("one", last, "stale"));
        assertThat(groups.get(key)).isEmpty();
    }

    @Rule
    @DisplayName("GRP-05: an update has no effect after another one, also if a refresh came between their reads")
    default void GRP_05_staleUpdate_hasNoEffect_afterARefresh(Face face) {
        onlyIf(
                fixture().traits().comparesVersions() && fixture().traits().atomicity() != Traits.Scope.LOCAL_DC,
                "an update may win over another one that came between its read and it");
        EntryGroups groups = groups(face);
        String key = fixture().key();
        Version first = groups.change(key, put("one"));
        groups.change(key, refresh("one", first, "refreshed"));
        Version second = entry(groups, key, "one").version();
        groups.change(key, update("one", first, "updated"));
        groups.change(key, update("one", second, "stale"));
        assertThat(texts(groups.get(key))).isEqualTo(Map.of("one", text("updated")));
    }

    @Rule
    @DisplayName("GRP-05: of updates of one version beside each other one stays, and a removal beside them wins")
    default void GRP_05_concurrentUpdates_haveOneWinner(Face face) {
        EntryGroups one = groups(face);
        EntryGroups other = groups(face);
        Race.repeat(fixture(), rounds() / Race.REQUESTS, race -> {
            String key = fixture().key();
            Version seen = one.change(
                    key,
                    GroupChanges.builder()
                            .put("one", fixture().value("one"), Ttl.never())
                            .put("removed", fixture().value("removed"), Ttl.never())
                            .build());
            race.run(
                    () -> one.change(key, update("one", seen, 1)),
                    () -> other.change(key, update("one", seen, 2)),
                    () -> one.change(key, remove("removed")),
                    () -> other.change(key, update("removed", seen, "stale")));
            Map<String, String> winner = texts(one.get(key));
            assertThat(winner).as(race::round).containsOnlyKeys("one");
            assertThat(winner.get("one")).as(race::round).isIn(text(1), text(2));
            assertThat(texts(other.get(key))).as(race::round).isEqualTo(winner);
        });
    }

    @Rule
    @DisplayName("GRP-06: a refresh replaces the entry, and loses to an update of the same version in either order")
    default void GRP_06_refresh_losesToUpdate(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        Version seen = groups.change(key, put("one"));
        groups.change(key, refresh("one", seen, "refreshed"));
        assertThat(texts(groups.get(key))).isEqualTo(Map.of("one", text("refreshed")));
        groups.change(key, update("one", seen, "updated"));
        assertThat(texts(groups.get(key))).isEqualTo(Map.of("one", text("updated")));
        groups.change(key, refresh("one", seen, "late"));
        assertThat(texts(groups.get(key))).isEqualTo(Map.of("one", text("updated")));
        Version updated = entry(groups, key, "one").version();
        groups.change(key, remove("one"));
        groups.change(key, refresh("one", updated, "late"));
        assertThat(groups.get(key)).isEmpty();
    }

    @Rule
    @Waits
    @DisplayName("GRP-06: a refresh gives the entry the TTL that it names")
    default void GRP_06_refresh_givesItsTtl(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        Ttl brief = Ttl.of(fixture().brief());
        Version seen = groups.change(
                key,
                GroupChanges.builder()
                        .put("one", fixture().value("one"), Ttl.never())
                        .build());
        byte[] value = fixture().value("refreshed");
        groups.change(
                key, GroupChanges.builder().refresh("one", seen, value, brief).build());
        fixture().passTtl(fixture().brief());
        assertThat(groups.get(key)).isEmpty();
    }

    @Rule
    @DisplayName("GRP-07: a removed entry is absent, and can be put again, over and over")
    default void GRP_07_removedEntry_canBePutAgain(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        groups.change(key, remove("never there"));
        for (int i = 0; i < 5; i++) {
            Version put = groups.change(key, put("one"));
            assertThat(groups.get(key)).containsOnlyKeys("one");
            assertThat(groups.change(key, remove("one"))).isGreaterThan(put);
            assertThat(groups.get(key)).isEmpty();
        }
    }

    @Rule
    @DisplayName("GRP-07: a removal that is based on a read wins over that, also if it was written by a fast clock")
    default void GRP_07_removalOfWhatWasRead_winsOverAFastClock(Face face) {
        SessionStore ahead =
                fixture().store(face, builder -> builder.clock(fixture().clock(Duration.ofHours(1))));
        EntryGroups fast = groups(ahead);
        EntryGroups groups = groups(face);
        String key = fixture().key();
        fast.change(key, put("one"));
        Version seen = entry(groups, key, "one").version();
        groups.change(key, GroupChanges.builder().remove("one", seen).build());
        assertThat(groups.get(key)).isEmpty();
        fast.change(key, update("one", seen, "stale"));
        assertThat(groups.get(key)).isEmpty();
        groups.change(key, GroupChanges.builder().remove("never there", seen).build());
        assertThat(groups.get(key)).isEmpty();
    }

    @Rule
    @DisplayName("GRP-07: an entry whose removal was based on a read can be put again at once")
    default void GRP_07_entryRemovedAfterARead_canBePutAgain(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        for (int i = 0; i < 5; i++) {
            Version put = groups.change(key, put("one"));
            groups.change(key, GroupChanges.builder().remove("one", put).build());
            assertThat(groups.get(key)).isEmpty();
            groups.change(key, put("one"));
            assertThat(groups.get(key)).containsOnlyKeys("one");
        }
    }

    @Rule
    @Waits
    @DisplayName("GRP-08: each entry ends by itself, at its own expiry, and the others stay")
    default void GRP_08_entries_endByThemselves(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        String briefOnly = fixture().key();
        Ttl brief = Ttl.of(fixture().brief());
        groups.change(
                key,
                GroupChanges.builder()
                        .put("brief", fixture().value("brief"), brief)
                        .put(
                                "ample",
                                fixture().value("ample"),
                                Ttl.of(fixture().brief().multipliedBy(1_000)))
                        .put("forever", fixture().value("forever"), Ttl.never())
                        .put("over", fixture().value("over"), Ttl.until(Instant.EPOCH))
                        .build());
        groups.change(
                briefOnly,
                GroupChanges.builder()
                        .put("brief", fixture().value("brief"), brief)
                        .build());
        groups.change(key, put("later"));
        assertThat(groups.get(key).keySet())
                .contains("ample", "forever", "later")
                .doesNotContain("over");
        fixture().passTtl(fixture().brief());
        assertThat(groups.get(key)).containsOnlyKeys("ample", "forever", "later");
        assertThat(groups.get(briefOnly)).isEmpty();
        groups.change(briefOnly, put("brief"));
        assertThat(groups.get(briefOnly)).containsOnlyKeys("brief");
    }

    @Rule
    @Waits
    @DisplayName("GRP-08: a later TTL counts, shorter or longer")
    default void GRP_08_laterTtl_counts(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        Ttl brief = Ttl.of(fixture().brief());
        Duration ample = fixture().brief().multipliedBy(1_000);
        Version seen = groups.change(
                key,
                GroupChanges.builder()
                        .put("lengthened", fixture().value("old"), brief)
                        .put("updated", fixture().value("old"), Ttl.of(ample))
                        .put("shortened", fixture().value("old"), Ttl.never())
                        .build());
        groups.change(
                key,
                GroupChanges.builder()
                        .update("updated", seen, fixture().value("new"), Ttl.never())
                        .put("lengthened", fixture().value("new"), Ttl.never())
                        .put("shortened", fixture().value("new"), brief)
                        .build());
        fixture().passTtl(fixture().brief());
        assertThat(groups.get(key)).containsOnlyKeys("lengthened", "updated");
        assertThat(groups.get(key))
                .allSatisfy((name, entry) -> assertThat(entry.expiry()).as(name).isEmpty());
    }

    @Rule
    @DisplayName("GRP-09: what one change does is seen all at once")
    default void GRP_09_change_isSeenAtOnce(Face face) {
        EntryGroups writing = groups(face);
        EntryGroups reading = groups(face);
        String key = fixture().key();
        writing.change(key, both(0));
        Race.repeat(
                fixture(),
                rounds(),
                race -> race.run(() -> writing.change(key, both(race.round().hashCode())), () -> {
                    Map<String, String> found = texts(reading.get(key));
                    assertThat(found).containsOnlyKeys("one", "other");
                    assertThat(found.get("one")).isEqualTo(found.get("other"));
                }));
    }

    private GroupChanges both(int number) {
        return GroupChanges.builder()
                .put("one", fixture().value(number), Ttl.never())
                .put("other", fixture().value(number), Ttl.never())
                .build();
    }

    @Rule
    @DisplayName("GRP-10: a group, a map, an entry and a lock of one key are independent of each other")
    default void GRP_10_groupAndEntry_areIndependent(Face face) {
        SessionStore store = fixture().store(face);
        EntryGroups groups = groups(store);
        String key = fixture().key();
        store.set(key, fixture().value("entry"));
        assertThat(groups.get(key)).isEmpty();
        groups.change(key, put("one"));
        assertThat(store.tryLock(key, Duration.ZERO, Duration.ofMinutes(1))).isPresent();
        assertThat(store.get(key)).contains(fixture().value("entry"));
        store.revoke(key);
        assertThat(groups.get(key)).containsOnlyKeys("one");
        if (store.traits().maps()) {
            store.maps().create(key, Map.of("two", fixture().value("two")));
            assertThat(groups.get(key)).containsOnlyKeys("one");
            groups.delete(key);
            assertThat(store.maps().get(key)).isPresent();
            groups.change(key, put("one"));
            store.maps().revoke(key);
            assertThat(groups.get(key)).containsOnlyKeys("one");
        }
        groups.delete(key);
        assertThat(groups.get(key)).isEmpty();
    }

    @Rule
    @DisplayName("GRP-10: groups of different namespaces and of different keys are apart")
    default void GRP_10_groups_ofNamespacesAndKeys_areApart(Face face) {
        EntryGroups one = groups(fixture().store(face, builder -> builder.namespace("one")));
        EntryGroups other = groups(fixture().store(face, builder -> builder.namespace("other")));
        String key = fixture().key();
        one.change(key, put("one"));
        assertThat(other.get(key)).isEmpty();
        other.change(key, put("other"));
        one.delete(key);
        assertThat(other.get(key)).containsOnlyKeys("other");
        assertThat(other.get(fixture().key())).isEmpty();
    }

    @Rule
    @DisplayName("GRP-11: delete deletes all entries, and entries can be put afterwards")
    default void GRP_11_delete_deletesAll(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        groups.delete(key);
        for (int i = 0; i < 3; i++) {
            groups.change(key, put("one"));
            groups.change(key, put("two"));
            assertThat(groups.get(key)).containsOnlyKeys("one", "two");
            assertThat(groups.delete(key)).isEqualTo(Reach.ALL_DCS);
            assertThat(groups.get(key)).isEmpty();
        }
        groups.change(key, put("three"));
        assertThat(groups.get(key)).containsOnlyKeys("three");
    }

    @Rule
    @DisplayName("GRP-12: bytes are copied when they are given and returned, and nulls are refused")
    default void GRP_12_bytes_areCopies(Face face) {
        EntryGroups groups = groups(face);
        String key = fixture().key();
        byte[] value = fixture().value("one");
        GroupChanges.Builder builder = GroupChanges.builder().put("one", value, Ttl.never());
        GroupChanges changes = builder.build();
        value[0]++;
        builder.remove("one");
        groups.change(key, changes);
        entry(groups, key, "one").value()[0]++;
        assertThat(texts(groups.get(key))).isEqualTo(Map.of("one", text("one")));
        assertThatNullPointerException().isThrownBy(() -> groups.get(Verb.<String>nothing()));
        assertThatNullPointerException().isThrownBy(() -> groups.change(key, nothing()));
        assertThatNullPointerException().isThrownBy(() -> groups.change(nothing(), changes));
        assertThatNullPointerException().isThrownBy(() -> builder.put(nothing(), value, Ttl.never()));
        assertThatNullPointerException().isThrownBy(() -> builder.put("one", nothing(), Ttl.never()));
        assertThatNullPointerException().isThrownBy(() -> builder.put("one", value, nothing()));
        assertThatNullPointerException().isThrownBy(() -> builder.update("one", nothing(), value, Ttl.never()));
    }

    @Rule
    @DisplayName("GRP-13: a failure of the backend is a failure of the call, and never an absence")
    default void GRP_13_failureOfBackend_isFailureOfTheCall(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        EntryGroups groups = groups(store);
        String key = fixture().key();
        groups.change(key, put("one"));
        backend.with(FaultyBackend.failing(() -> FailureRules.failure(Kind.UNAVAILABLE, Outcome.UNKNOWN)));
        calls(groups, key).forEach((operation, call) -> {
            Throwable failure = catchThrowable(call::run);
            assertThat(failure).as("%s", operation).isExactlyInstanceOf(StoreUnavailableException.class);
            SessionStoreException thrown = (SessionStoreException) failure;
            assertThat(thrown.operation()).isEqualTo(operation);
            assertThat(thrown.outcome()).isEqualTo(operation.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
        });
        backend.with(FaultyBackend.none());
        assertThat(groups.get(key)).containsOnlyKeys("one");
        store.close();
        calls(groups, key)
                .values()
                .forEach(call -> assertThatIllegalStateException().isThrownBy(call::run));
    }

    private Map<Operation, Runnable> calls(EntryGroups groups, String key) {
        Map<Operation, Runnable> calls = new LinkedHashMap<>();
        calls.put(Operation.GET_GROUP, () -> groups.get(key));
        calls.put(Operation.CHANGE_GROUP, () -> groups.change(key, put("new")));
        calls.put(Operation.DELETE_GROUP, () -> groups.delete(key));
        return calls;
    }

    @Rule
    @DisplayName("GRP-14: where a store keeps no groups its traits say so, and groups() fails")
    default void GRP_14_storeWithoutGroups_saysSo(Face face) {
        SessionStore store = fixture().store(face);
        if (store.traits().groups()) {
            assertThat(store.async().groups()).isSameAs(store.groups().async());
        } else {
            assertThatThrownBy(store::groups).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(store.async()::groups).isInstanceOf(UnsupportedOperationException.class);
        }
        SessionStore hidden =
                fixture().store(face, new ForwardingBackend(fixture().faulty()) {}, builder -> builder);
        assertThat(hidden.traits().groups())
                .as("under a decorator that doesn't know groups")
                .isFalse();
        assertThatThrownBy(hidden::groups).isInstanceOf(UnsupportedOperationException.class);
    }

    @Rule
    @DisplayName("GRP-14: observers are notified how every call of a group ended, and no text shows what is in a group")
    default void GRP_14_everyCall_isReported(Face face) {
        ObserverRules.Recorder recorder = new ObserverRules.Recorder();
        EntryGroups groups = groups(fixture().store(face, builder -> builder.observer(recorder)));
        String key = fixture().key();
        int size = fixture().value("one").length;
        groups.get(key);
        recorder.assertNext(Operation.GET_GROUP, Result.ABSENT, 0);
        GroupChanges changes = put("one");
        groups.change(key, changes);
        recorder.assertNext(Operation.CHANGE_GROUP, Result.OK, size);
        Map<String, Entry> found = groups.get(key);
        recorder.assertNext(Operation.GET_GROUP, Result.OK, size);
        groups.delete(key);
        recorder.assertNext(Operation.DELETE_GROUP, Result.OK, 0);
        recorder.assertNoMore();
        Stream.of(changes, found.get("one"), changes.byName().get("one"), groups)
                .forEach(shown -> assertThat(shown.toString()).matches(text -> !LeakDetector.isLeak(text)));
    }

    /** Returns the groups of a new store over the backend. Aborts the test if the backend keeps none. */
    private EntryGroups groups(Face face) {
        return groups(fixture().store(face));
    }

    private EntryGroups groups(SessionStore store) {
        onlyIf(store.traits().groups(), "the backend keeps no groups");
        return store.groups();
    }

    private static Entry entry(EntryGroups groups, String key, String name) {
        Entry found = groups.get(key).get(name);
        if (found == null) {
            throw new AssertionError("expected an entry, but found none");
        }
        return found;
    }

    private GroupChanges put(String name) {
        return GroupChanges.builder()
                .put(name, fixture().value(name), Ttl.never())
                .build();
    }

    private GroupChanges update(String name, Version seen, Object value) {
        return GroupChanges.builder()
                .update(name, seen, fixture().value(value), Ttl.never())
                .build();
    }

    private GroupChanges refresh(String name, Version seen, Object value) {
        return GroupChanges.builder()
                .refresh(name, seen, fixture().value(value), Ttl.never())
                .build();
    }

    private GroupChanges remove(String name) {
        return GroupChanges.builder().remove(name).build();
    }

    private String text(Object name) {
        return new String(fixture().value(name), StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> texts(Map<String, Entry> entries) {
        Map<String, String> texts = new TreeMap<>();
        entries.forEach((name, entry) -> texts.put(name, new String(entry.value(), StandardCharsets.ISO_8859_1)));
        return texts;
    }
}
