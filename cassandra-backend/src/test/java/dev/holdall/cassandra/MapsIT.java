package dev.holdall.cassandra;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import dev.holdall.CorruptEntryException;
import dev.holdall.FieldChanges;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of maps, and maps that are large for a server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MapsIT {

    private static final String TABLE = "holdall.maps";
    private static final long MICROS = 1_700_000_000_000_000L;
    private static final byte[] FOREVER = ByteUtils.getArray(ByteUtils.fromHexString("0x017fffffffffffffff"));
    private static final Ttl HOUR = Ttl.of(Duration.ofHours(1));

    private final CassandraCluster cluster = Clusters.oneNode();
    private final CqlSession session = cluster.connect(Clusters.EQIAD);
    private final SessionStore store =
            Stores.in(cluster, Clusters.EQIAD, Clusters.MAPS).open();
    private final SessionMaps maps = store.maps();
    private final String key = Stores.newName("map");

    @AfterAll
    void close() {
        store.close();
        session.close();
    }

    @Test
    void rows_areAsDocumented() {
        String other = Stores.newName("map");
        SessionMap map = maps.create(other, Map.of("name", bytes("alice"), "gone", bytes("x")), HOUR);
        maps.change(map, FieldChanges.builder().remove("gone").build());

        List<Row> rows = rows(other);
        assertThat(rows).extracting(row -> row.getString("field")).containsExactly("", "gone", "name");
        long lease = rows.get(0).getLong("version");
        assertThat(rows)
                .extracting(row -> row.getLong("version"))
                .containsExactly(lease, lease + 64 + 2_048, lease + 64);
        assertThat(rows)
                .extracting(row -> ByteUtils.toHexString(row.getByteBuffer("value")))
                .containsExactly("0x01000000000036ee80", "0xff", "0x01616c696365");
        assertThat(rows).allSatisfy(row -> {
            ByteBuffer born = Objects.requireNonNull(row.getByteBuffer("born"));
            assertThat(born.remaining()).isEqualTo(12);
            assertThat(born.getLong(0)).isEqualTo(lease);
        });
        assertThat(rows)
                .extracting(row -> row.getInt("seconds"))
                .satisfies(ttls -> assertThat(ttls.get(0)).isBetween(3_590, 3_601))
                .satisfies(ttls -> assertThat(ttls.get(1)).isBetween(7_190, 7_201))
                .satisfies(ttls -> assertThat(ttls.get(2)).isBetween(7_190, 7_201));
    }

    @Test
    void rowsThatAreWrittenByHand_areRead() {
        String written = Stores.newName("map");
        write(written, born(1), "", FOREVER, MICROS);
        write(written, born(1), "name", new byte[] {1, 'a'}, MICROS + 64);
        write(written, born(1), "gone", new byte[] {(byte) 0xff}, MICROS + 64);
        write(written, born(1), "ended", new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 1, 'b'}, MICROS + 64);
        write(written, born(0), "older", new byte[] {1, 'c'}, MICROS + 200);
        write(written, born(2), "orphan", new byte[] {1, 'd'}, MICROS + 200);

        SessionMap map = maps.get(written).orElseThrow();

        assertThat(map.fields()).containsOnlyKeys("name");
        assertThat(map.field("name")).contains(bytes("a"));
        assertThat(map.version("name").orElseThrow().micros()).isEqualTo(MICROS + 64);
        maps.change(map, FieldChanges.builder().put("gone", bytes("e")).build());
        assertThat(maps.get(written).orElseThrow().fields()).containsOnlyKeys("name", "gone");
    }

    /** Such a store has not asked for the clock of the node yet. */
    @Test
    void storeThatHasMetNoFieldWithAnEnd_readsTheFirstOne() {
        String written = Stores.newName("map");
        write(written, born(1), "", FOREVER, MICROS);
        write(written, born(1), "ended", new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 1, 'a'}, MICROS + 64);
        write(written, born(1), "ends", new byte[] {2, 0x7f, 0, 0, 0, 0, 0, 0, 1, 'b'}, MICROS + 64);

        try (SessionStore other =
                Stores.in(cluster, Clusters.EQIAD, Clusters.MAPS).open()) {
            assertThat(other.maps().get(written).orElseThrow().fields()).containsOnlyKeys("ends");
            assertThat(other.maps().get(written).orElseThrow().fields()).containsOnlyKeys("ends");
        }
    }

    /** An UPDATE leaves such a row where an INSERT without a TTL was before: when its value has expired, it is null. */
    @Test
    void rowWithoutAValue_isAbsent() {
        String written = Stores.newName("map");
        session.execute("INSERT INTO " + TABLE + " (key, born, field) VALUES (?, ?, '')", written, born(1));
        assertThat(maps.get(written)).isEmpty();
        assertThat(maps.changeTTL(written, HOUR)).isFalse();

        write(written, born(1), "", FOREVER, MICROS);
        session.execute("INSERT INTO " + TABLE + " (key, born, field) VALUES (?, ?, 'null')", written, born(1));
        assertThat(maps.get(written).orElseThrow().fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0x027fffffffffffffff, 0x0161",
        "0x01, 0x0161",
        "0x017fffffffffffffff, 0x0361",
        "0x017fffffffffffffff, 0x"
    })
    void laterFormat_isCorrupt_andNoAbsence(String lease, String field) {
        String later = Stores.newName("map");
        write(later, born(1), "", ByteUtils.getArray(ByteUtils.fromHexString(lease)), MICROS);
        write(later, born(1), "name", ByteUtils.getArray(ByteUtils.fromHexString(field)), MICROS + 64);

        assertCorrupt(() -> maps.get(later), later);
        assertCorrupt(() -> maps.get(later, List.of("name")), later);

        maps.create(later, Map.of("name", bytes("new")));
        assertThat(maps.get(later).orElseThrow().field("name")).contains(bytes("new"));
    }

    @Test
    void touch_ofALaterFormat_leavesItAsItIs() {
        String later = Stores.newName("map");
        byte[] lease = ByteUtils.getArray(ByteUtils.fromHexString("0x027fffffffffffffff"));
        write(later, born(1), "", lease, MICROS);

        assertCorrupt(() -> maps.changeTTL(later, HOUR), later);
        assertThat(ByteUtils.getArray(rows(later).get(0).getByteBuffer("value")))
                .isEqualTo(lease);

        write(later, born(2), "", FOREVER, MICROS);
        write(later, born(2), "name", new byte[] {9, 9}, MICROS + 64);
        assertThat(maps.changeTTL(later, HOUR)).isTrue();
        assertThat(rows(later))
                .filteredOn(row -> "name".equals(row.getString("field")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(ByteUtils.getArray(row.getByteBuffer("value"))).containsExactly(9, 9);
                    assertThat(row.getInt("seconds")).isBetween(7_000, 7_201);
                });
    }

    /** The server's limit of the size of batches is 50 KiB, as it is unless configured. */
    @ParameterizedTest
    @CsvSource({"1000, 100", "16, 65500", "4096, 200"})
    void largeMap_isWrittenAndReadWhole(int count, int size) {
        String large = Stores.newName("map");
        Map<String, byte[]> fields = fields(count, size);

        maps.create(large, fields, HOUR);
        assertSame(maps.get(large).orElseThrow(), fields);

        assertThat(maps.changeTTL(large, Ttl.never())).isTrue();
        assertSame(maps.get(large).orElseThrow(), fields);
        assertThat(rows(large))
                .hasSize(count + 1)
                .allSatisfy(row -> assertThat(row.isNull("seconds")).isTrue());

        Map<String, byte[]> others = fields(count, size - 1);
        FieldChanges.Builder changes = FieldChanges.builder();
        others.forEach(changes::put);
        maps.change(maps.get(large).orElseThrow(), changes.build());
        assertSame(maps.get(large).orElseThrow(), others);

        assertThat(maps.changeTTL(large, HOUR)).isTrue();
        assertSame(maps.get(large).orElseThrow(), others);
        maps.delete(large);
        assertThat(maps.get(large)).isEmpty();
    }

    @Test
    void someFields_ofALargeMap_areRead() {
        String large = Stores.newName("map");
        maps.create(large, fields(1_000, 10));
        Map<String, byte[]> fields = fields(1_000, 100);
        maps.create(large, fields);

        for (Collection<String> names : List.of(List.<String>of(), List.of("field 7", "field 999", "none"))) {
            Map<String, byte[]> expected = new HashMap<>(fields);
            expected.keySet().retainAll(names);
            assertSame(maps.get(large, names).orElseThrow(), expected);
        }
        List<String> many = fields.keySet().stream().sorted().limit(500).toList();
        assertThat(maps.get(large, many).orElseThrow().fields()).containsOnlyKeys(many);
        maps.delete(large);
        assertThat(maps.get(large, List.of("field 7"))).isEmpty();
    }

    /** So a map looks whose creation in another data centre has arrived only in part. */
    @Test
    void someFields_besideANewerCreationWithoutALease_areThoseOfTheMap() {
        String large = Stores.newName("map");
        write(large, born(1), "", FOREVER, MICROS);
        write(large, born(1), "name", new byte[] {1, 'a'}, MICROS + 64);
        for (int i = 0; i < 40; i++) {
            write(large, born(2), "field " + i, new byte[] {1, 'b'}, MICROS + 64);
        }

        assertThat(maps.get(large, List.of("name", "field 3")).orElseThrow().fields())
                .containsOnlyKeys("name");
        assertThat(maps.get(large).orElseThrow().fields()).containsOnlyKeys("name");
    }

    @Test
    void mapThatHasEnded_isAbsent_althoughItsFieldsAreStillThere() {
        String brief = Stores.newName("map");
        maps.create(brief, fields(40, 1), Ttl.of(Duration.ofSeconds(1)));

        Awaitility.await().until(() -> maps.get(brief).isEmpty());

        assertThat(maps.get(brief, List.of("field 1"))).isEmpty();
        assertThat(maps.changeTTL(brief, HOUR)).isFalse();
    }

    @Test
    void replacedMap_isNotBack_whenTheNewerOneHasEnded() {
        String replaced = Stores.newName("map");
        SessionMap older = maps.create(replaced, Map.of("older", bytes("1")), Ttl.never());
        maps.change(older, FieldChanges.builder().put("added", bytes("2")).build());

        maps.create(replaced, Map.of("newer", bytes("3")), Ttl.of(Duration.ofSeconds(1)));
        assertThat(rows(replaced)).extracting(row -> row.getString("field")).containsExactly("", "newer");
        maps.change(older, FieldChanges.builder().put("older", bytes("stale")).build());

        Awaitility.await().until(() -> rows(replaced).stream().noneMatch(row -> "".equals(row.getString("field"))));
        assertThat(maps.get(replaced)).isEmpty();
    }

    @Test
    void bytesOfAnyKind_areKept() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        Map<String, byte[]> fields = Map.of("all", all, "ff", new byte[] {(byte) 0xff}, "none", new byte[0]);

        maps.create(key, fields);

        assertSame(maps.get(key).orElseThrow(), fields);
    }

    @Test
    void storeWithoutATableOfMaps_keepsNone_andNeedsNone() {
        String keyspace = Stores.newName("nomaps");
        try (SessionStore without =
                Stores.in(cluster, Clusters.EQIAD, "keyspace = " + keyspace).open()) {
            assertThat(without.traits().maps()).isFalse();
            assertThatThrownBy(without::maps).isInstanceOf(UnsupportedOperationException.class);
            assertThat(session.execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", keyspace)
                            .all())
                    .extracting(row -> row.getString(0))
                    .containsExactly("sessions");
        }
    }

    @Test
    void tableThatIsDropped_isNamed() {
        String table = Stores.newName("dropped");
        try (SessionStore dropping =
                Stores.in(cluster, Clusters.EQIAD, "maps-table = " + table).open()) {
            session.execute("DROP TABLE holdall." + table);

            assertThatThrownBy(() -> dropping.maps().create(key, Map.of()))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("most likely the table holdall." + table + " was dropped or altered");
            assertThat(dropping.get(key)).isEmpty();
        }
    }

    private static void assertCorrupt(ThrowingCallable call, String key) {
        assertThatThrownBy(call)
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining("in a form that this version of the library does not know")
                .hasMessageNotContaining(key);
    }

    private static void assertSame(SessionMap map, Map<String, byte[]> expected) {
        Map<String, byte[]> found = map.fields();
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(found).allSatisfy((name, value) -> assertThat(value).isEqualTo(expected.get(name)));
    }

    private static Map<String, byte[]> fields(int count, int size) {
        SplittableRandom random = new SplittableRandom(size);
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[size];
            random.nextBytes(value);
            fields.put("field " + i, value);
        }
        return fields;
    }

    private static ByteBuffer born(int random) {
        return ByteBuffer.allocate(12)
                .putLong(MICROS)
                .putInt(random ^ Integer.MIN_VALUE)
                .flip();
    }

    private void write(String written, ByteBuffer born, String field, byte[] value, long micros) {
        session.execute(
                "INSERT INTO " + TABLE + " (key, born, field, value) VALUES (?, ?, ?, ?) USING TIMESTAMP " + micros,
                written,
                born,
                field,
                ByteBuffer.wrap(value));
    }

    private List<Row> rows(String of) {
        return session.execute(
                        "SELECT born, field, value, WRITETIME(value) AS version, TTL(value) AS seconds FROM " + TABLE
                                + " WHERE key = ?",
                        of)
                .all();
    }
}
