package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.rules.MapTests.assertMap;
import static dev.holdall.tck.internal.rules.MapTests.assertNoMap;
import static dev.holdall.tck.internal.rules.MapTests.fields;
import static dev.holdall.tck.internal.rules.MapTests.manyNames;
import static dev.holdall.tck.internal.rules.MapTests.maps;
import static dev.holdall.tck.internal.rules.MapTests.put;
import static dev.holdall.tck.internal.rules.MapTests.read;
import static dev.holdall.tck.internal.rules.MapTests.remove;
import static dev.holdall.tck.internal.rules.MapTests.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdall.FieldChanges;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.Ttl;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Race;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

/** MAP-01 to MAP-11: the fields of a map, and the changes of it. */
public interface MapRules extends RuleGroup {

    @Rule
    @DisplayName("MAP-01: names, number and size of fields that are out of bounds are refused before any I/O")
    default void MAP_01_fieldsOutOfBounds_areRefused(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionMaps maps = maps(this, fixture().store(face, backend, builder -> builder.maxValueBytes(10_000)));
        String key = fixture().key();
        SessionMap seen = maps.create(key, fields("there"));
        int before = backend.requests();
        for (String name : List.of("", "\n", "\u0000", "\ud800", "n".repeat(256), "\u00e9".repeat(128))) {
            assertThatIllegalArgumentException().isThrownBy(() -> maps.create(key, fields(name)));
            assertThatIllegalArgumentException().isThrownBy(() -> maps.change(seen, put(name, "new")));
            assertThatIllegalArgumentException().isThrownBy(() -> maps.change(seen, remove(name)));
            assertThatIllegalArgumentException().isThrownBy(() -> maps.get(key, List.of(name)));
        }
        Map<String, byte[]> large = Map.of("half", new byte[5_000], "other", new byte[5_000]);
        assertThatIllegalArgumentException().isThrownBy(() -> maps.create(key, large));
        FieldChanges more = FieldChanges.builder().put("more", new byte[9_999]).build();
        assertThatIllegalArgumentException().isThrownBy(() -> maps.change(seen, more));
        assertThatIllegalArgumentException().isThrownBy(() -> maps.create("k".repeat(1_025), fields("there")));
        assertThat(backend.requests()).as("requests to the backend").isEqualTo(before);
        assertMap(maps, key, fields("there"));
    }

    @Rule
    @DisplayName("MAP-01: a map has as many names as the bound allows, those of removed fields included, and no more")
    default void MAP_01_mostFields_fit(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        Map<String, byte[]> most = new HashMap<>();
        for (int i = 0; i < SessionMaps.MAX_FIELDS; i++) {
            most.put("field " + i, new byte[] {(byte) i});
        }
        SessionMap full = maps.create(key, most);
        assertMap(maps, key, most);
        assertThatIllegalArgumentException().isThrownBy(() -> maps.change(full, put("one more", "new")));
        SessionMap removed = maps.change(full, remove("field 0"));
        assertThatIllegalArgumentException().isThrownBy(() -> maps.change(removed, put("one more", "new")));
        maps.change(removed, put("field 0", "again"));
        assertThat(read(maps, key).field("field 0")).contains(fixture().value("again"));
        most.put("one more", new byte[1]);
        assertThatIllegalArgumentException().isThrownBy(() -> maps.create(key, most));
    }

    @Rule
    @DisplayName("MAP-01: a field name may have any character but those refused, and 255 bytes")
    default void MAP_01_names_haveAnyCharacter(Face face) {
        SessionMaps maps = maps(this, face);
        Map<String, byte[]> fields = fields(
                "n".repeat(255), " ", "a:b%c", "A", "a", "\u00e9", "e\u0301", "\ud83d\ude00", "\uffff", "$", ".");
        String key = fixture().key();
        SessionMap created = maps.create(key, fields);
        assertMap(maps, key, fields);
        FieldChanges.Builder changes = FieldChanges.builder();
        fields.keySet().forEach(changes::remove);
        maps.change(created, changes.build());
        assertMap(maps, key, Map.of());
    }

    @Rule
    @DisplayName("MAP-02: create replaces the map that the key has, and get returns just its fields")
    default void MAP_02_create_replacesTheMap(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        assertNoMap(maps, key);
        Map<String, byte[]> first = fields("one", "two");
        first.put("empty", new byte[0]);
        assertThat(texts(maps.create(key, first))).isEqualTo(texts(read(maps, key)));
        assertMap(maps, key, first);
        maps.create(key, fields("two", "three"));
        assertMap(maps, key, fields("two", "three"));
        maps.create(key, Map.of());
        assertMap(maps, key, Map.of());
        assertThat(read(maps(this, face), key).key()).isEqualTo(key);
    }

    @Rule
    @DisplayName("MAP-03: get of some names returns those fields, and a change of any other is refused")
    default void MAP_03_getOfSomeNames_returnsThose(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        maps.create(key, fields("one", "two", "three"));
        SessionMap some = maps.get(key, List.of("one", "three", "none")).orElseThrow();
        assertThat(some.fields()).containsOnlyKeys("one", "three");
        assertThat(some.field("two")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> maps.change(some, put("two", "new")));
        assertThatIllegalArgumentException().isThrownBy(() -> maps.change(some, remove("two")));
        maps.change(some, put("none", "none"));
        assertMap(maps, key, fields("one", "two", "three", "none"));
        assertThat(maps.get(key, List.of()).orElseThrow().fields()).isEmpty();
        assertThat(maps.get(fixture().key(), List.of("one"))).isEmpty();
        List<String> many = manyNames("one");
        assertThat(maps.get(key, many).orElseThrow().fields()).containsOnlyKeys("one");
        assertThat(maps.get(fixture().key(), many)).isEmpty();
    }

    @Rule
    @DisplayName("MAP-04: a change puts and removes several fields, and leaves the others as they are")
    default void MAP_04_change_leavesOtherFields(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap seen = maps.create(key, fields("kept", "replaced", "removed"));
        SessionMap after = maps.change(
                seen,
                FieldChanges.builder()
                        .put("replaced", fixture().value("newer"))
                        .remove("removed")
                        .remove("never there")
                        .put("added", fixture().value("added"))
                        .build());
        Map<String, byte[]> expected = fields("kept", "added");
        expected.put("replaced", fixture().value("newer"));
        assertMap(maps, key, expected);
        SessionMap found = read(maps, key);
        assertThat(texts(after)).isEqualTo(texts(found));
        for (String name : List.of("kept", "replaced", "removed", "never there", "added")) {
            assertThat(found.version(name)).as(name).isEqualTo(after.version(name));
            assertThat(found.version(name).isPresent()).as(name).isEqualTo(expected.containsKey(name));
        }
        assertThat(found.version("kept")).isEqualTo(seen.version("kept"));
        assertThat(found.version("replaced").orElseThrow())
                .isGreaterThan(seen.version("replaced").orElseThrow());
        assertThat(seen.fields()).as("the map seen").containsOnlyKeys("kept", "replaced", "removed");
        maps.change(after, FieldChanges.builder().build());
        assertMap(maps, key, expected);
    }

    @Rule
    @DisplayName("MAP-05: of changes of different fields that are based on one read, both are kept")
    default void MAP_05_changesOfDifferentFields_areKept(Face face) {
        SessionMaps one = maps(this, face);
        SessionMaps other = maps(this, face);
        Race.repeat(fixture(), rounds() / Race.REQUESTS, race -> {
            String key = fixture().key();
            SessionMap created = one.create(key, fields("removed"));
            race.run(
                    () -> one.change(created, put("one", "one")),
                    () -> other.change(created, put("other", "other")),
                    () -> other.change(created, remove("removed")));
            assertThat(read(one, key).fields()).as(race::round).containsOnlyKeys("one", "other");
        });
    }

    @Rule
    @DisplayName("MAP-06: of changes of one field that are based on one read, one stays, the same for every reader")
    default void MAP_06_changesOfOneField_haveOneWinner(Face face) {
        SessionMaps one = maps(this, face);
        SessionMaps other = maps(this, face);
        Race.repeat(fixture(), rounds() / Race.REQUESTS, race -> {
            String key = fixture().key();
            SessionMap created = one.create(key, fields("field"));
            race.run(() -> one.change(created, put("field", 1)), () -> other.change(created, put("field", 2)));
            byte[] winner = read(one, key).field("field").orElseThrow();
            assertThat(winner)
                    .as(race::round)
                    .isIn(fixture().value(1), fixture().value(2));
            assertThat(read(other, key).field("field")).as(race::round).contains(winner);
        });
    }

    @Rule
    @DisplayName("MAP-06: a change of a field that was changed since it was read has no effect, if that was seen")
    default void MAP_06_changeByWhoHasSeenLess_loses(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap stale = maps.create(key, fields("field"));
        maps.change(read(maps, key), put("field", "newer"));
        maps.change(read(maps, key), put("field", "newest"));
        maps.change(stale, put("field", "stale"));
        assertThat(read(maps, key).field("field")).contains(fixture().value("newest"));
    }

    @Rule
    @DisplayName("MAP-07: a change after a delete has no effect, also when the map was created again")
    default void MAP_07_changeAfterDelete_hasNoEffect(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap stale = maps.create(key, fields("old"));
        maps.delete(key);
        assertNoMap(maps, key);
        maps.change(stale, put("old", "stale"));
        maps.change(stale, put("added", "stale"));
        assertNoMap(maps, key);
        assertThat(maps.changeTTL(key, Ttl.never())).isFalse();
        maps.create(key, fields("new"));
        maps.change(
                stale,
                FieldChanges.builder()
                        .remove("new")
                        .put("old", fixture().value("stale"))
                        .build());
        assertMap(maps, key, fields("new"));
        assertThat(maps.delete(key)).isEqualTo(maps.delete(fixture().key()));
    }

    @Rule
    @DisplayName("MAP-07: after a change beside a delete there is no map")
    default void MAP_07_changeBesideDelete_leavesNothing(Face face) {
        SessionMaps deleting = maps(this, face);
        SessionMaps writing = maps(this, face);
        Race.repeat(fixture(), rounds() / Race.REQUESTS, race -> {
            String key = fixture().key();
            SessionMap seen = deleting.create(key, fields("old"));
            race.run(
                    () -> deleting.delete(key),
                    () -> writing.change(seen, put("new", "new")),
                    () -> writing.changeTTL(key, Ttl.of(Duration.ofHours(2))));
            assertThat(writing.get(key).map(MapTests::texts)).as(race::round).isEmpty();
        });
    }

    @Rule
    @DisplayName("MAP-08: nothing brings a revoked map back")
    default void MAP_08_revokedMap_staysGone(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap stale = maps.create(key, fields("old"));
        maps.revoke(key);
        maps.revoke(key);
        maps.delete(key);
        maps.change(stale, put("old", "stale"));
        assertThat(maps.changeTTL(key, Ttl.never())).isFalse();
        SessionMap created = maps.create(key, fields("new"));
        maps.change(created, put("new", "newer"));
        assertNoMap(maps, key);
        assertThat(maps.get(key, List.of())).isEmpty();
        String absent = fixture().key();
        maps.revoke(absent);
        maps.create(absent, fields("new"));
        assertNoMap(maps, absent);
    }

    @Rule
    @DisplayName("MAP-08: after a create and a change beside a revoke there is no map")
    default void MAP_08_writesBesideRevoke_leaveNothing(Face face) {
        SessionMaps revoking = maps(this, face);
        SessionMaps writing = maps(this, face);
        Race.repeat(fixture(), rounds() / Race.REQUESTS, race -> {
            String key = fixture().key();
            SessionMap seen = revoking.create(key, fields("old"));
            race.run(
                    () -> revoking.revoke(key),
                    () -> writing.create(key, fields("new")),
                    () -> writing.change(seen, put("old", "newer")));
            assertThat(writing.get(key).map(MapTests::texts)).as(race::round).isEmpty();
        });
    }

    @Rule
    @DisplayName("MAP-09: a change of a map that was replaced has no effect")
    default void MAP_09_changeOfReplacedMap_hasNoEffect(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap stale = maps.create(key, fields("both", "old"));
        maps.create(key, fields("both", "new"));
        maps.change(
                stale,
                FieldChanges.builder()
                        .put("both", fixture().value("stale"))
                        .put("old", fixture().value("stale"))
                        .remove("new")
                        .build());
        assertMap(maps, key, fields("both", "new"));
    }

    @Rule
    @DisplayName("MAP-09: of maps that are created beside each other one stays, with its own fields alone")
    default void MAP_09_creations_neverMix(Face face) {
        SessionMaps one = maps(this, face);
        SessionMaps other = maps(this, face);
        Race.repeat(fixture(), rounds() / Race.REQUESTS, race -> {
            String key = fixture().key();
            race.run(
                    () -> one.change(one.create(key, fields("one")), put("one more", "one more")),
                    () -> other.change(other.create(key, fields("other")), put("other more", "other more")));
            Map<String, byte[]> found = read(one, key).fields();
            String winner = found.containsKey("one") ? "one" : "other";
            assertThat(found.keySet())
                    .as(race::round)
                    .isSubsetOf(winner, winner + " more")
                    .contains(winner);
            assertThat(texts(read(other, key))).as(race::round).isEqualTo(texts(read(one, key)));
        });
    }

    @Rule
    @DisplayName("MAP-10: a removed field stays removed against changes by those who haven't seen the removal")
    default void MAP_10_removedField_staysRemoved(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap stale = maps.create(key, fields("kept", "removed"));
        maps.change(stale, remove("removed"));
        for (int i = 0; i < SessionMaps.MAX_CHANGES_IN_A_ROW; i++) {
            stale = maps.change(stale, put("removed", i));
            assertMap(maps, key, fields("kept"));
        }
        SessionMap knowing = maps.change(read(maps, key), put("removed", "again"));
        assertThat(read(maps, key).field("removed")).contains(fixture().value("again"));
        maps.change(knowing, remove("removed"));
        maps.change(read(maps, key), put("removed", "once more"));
        assertThat(read(maps, key).field("removed")).contains(fixture().value("once more"));
    }

    @Rule
    @DisplayName("MAP-10: a field that was added and removed isn't added again by those who have seen neither")
    default void MAP_10_fieldAddedAndRemoved_isNotAddedAgain(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap stale = maps.create(key, fields("kept"));
        SessionMap added = maps.change(stale, put("removed", "added"));
        maps.change(added, remove("removed"));
        maps.change(stale, put("removed", "stale"));
        assertMap(maps, key, fields("kept"));
    }

    @Rule
    @DisplayName("MAP-11: changes follow each other, each based on what the last one returned, up to a bound")
    default void MAP_11_changesInARow_followEachOther(Face face) {
        SessionMaps maps = maps(this, face);
        String key = fixture().key();
        SessionMap seen = maps.create(key, fields("field"));
        for (int i = 0; i < SessionMaps.MAX_CHANGES_IN_A_ROW; i++) {
            seen = maps.change(
                    seen,
                    FieldChanges.builder()
                            .put("field", fixture().value(i))
                            .put("field " + i, fixture().value(i))
                            .build());
            assertThat(read(maps, key).field("field")).contains(fixture().value(i));
            maps.changeTTL(key, Ttl.of(Duration.ofHours(i % 2 + 1)));
        }
        assertThat(texts(read(maps, key))).isEqualTo(texts(seen));
        SessionMap last = seen;
        assertThatIllegalArgumentException().isThrownBy(() -> maps.change(last, put("field", "beyond")));
        maps.change(read(maps, key), put("field", "read again"));
        assertThat(read(maps, key).field("field")).contains(fixture().value("read again"));
    }
}
