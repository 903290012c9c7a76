package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Merges records of a key in any order: what stays must be the same. */
class MapRecordTest {

    private static final int ROUNDS = 20_000;

    private final long seed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void merge_makesTheSame_inEveryOrder() {
        for (int round = 0; round < ROUNDS; round++) {
            List<PackedRecord> records = new ArrayList<>();
            for (int i = random.nextInt(2, 6); i > 0; i--) {
                records.add(anyRecord());
            }
            PackedRecord merged = records.stream().reduce(PackedRecord::merge).orElseThrow();
            List<PackedRecord> shuffled = new ArrayList<>(records);
            shuffled.addAll(records);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            PackedRecord again = shuffled.stream().reduce(PackedRecord::merge).orElseThrow();
            assertThat(again).as("seed %d", seed).isEqualTo(merged);
            assertThat(again.remainingMillis()).as("seed %d", seed).isEqualTo(merged.remainingMillis());
            assertThat(PackedRecord.merge(merged, again)).as("seed %d", seed).isEqualTo(merged);
        }
    }

    /**
     * Versions and lifetimes are from small ranges, so that many are equal. The clock can't make equal leases differ.
     */
    private PackedRecord anyRecord() {
        int version = random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0 -> tombstone('D', random.nextInt(6));
            case 1 -> random.nextInt(8) == 0 ? tombstone('R', random.nextInt(6)) : tombstone('D', random.nextInt(6));
            case 2 -> record(MapRecord.ENDED, version + 1, version, random.nextInt(2), 60_000);
            default -> {
                int lease = version + random.nextInt(2);
                yield record(MapRecord.MAP, lease, version, random.nextInt(2), anyMillis(), anyFields());
            }
        };
    }

    private long anyMillis() {
        return random.nextInt(4) == 0 ? -1 : random.nextInt(1, 4) * 100_000L;
    }

    private byte[][] anyFields() {
        List<byte[]> fields = new ArrayList<>();
        for (String name : List.of("a", "b", "\u00fc")) {
            if (random.nextInt(3) > 0) {
                fields.add(name.getBytes(StandardCharsets.UTF_8));
                Version version = new Version(random.nextInt(3));
                fields.add((random.nextInt(3) == 0
                                ? PackedEntry.deleted(version)
                                : PackedEntry.of(version, new byte[] {(byte) (random.nextInt(2) * 255)}))
                        .toBytes());
            }
        }
        return fields.toArray(byte[][]::new);
    }

    private static PackedRecord tombstone(char kind, long version) {
        Version at = new Version(version);
        byte[] bytes = (kind == 'R' ? PackedEntry.revoked(at) : PackedEntry.deleted(at)).toBytes();
        return new PackedRecord(bytes, 60_000);
    }

    private static PackedRecord record(char kind, long lease, long created, int random, long millis, byte[]... fields) {
        int size = 12;
        for (int i = 0; i < fields.length; i += 2) {
            size += 6 + fields[i].length + fields[i + 1].length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(16 + size)
                .putShort(Stored.MARK)
                .put(Stored.FORMAT)
                .put((byte) kind)
                .putInt(size)
                .putLong(lease)
                .putLong(created)
                .putInt(random);
        for (int i = 0; i < fields.length; i += 2) {
            bytes.putShort((short) fields[i].length)
                    .putInt(fields[i + 1].length)
                    .put(fields[i])
                    .put(fields[i + 1]);
        }
        return new PackedRecord(bytes.array(), millis);
    }

    @Test
    void map_hasTheFieldsOfTheRecord() {
        PackedRecord record = record(
                MapRecord.MAP,
                9,
                7,
                -1,
                -1,
                new byte[] {'b'},
                PackedEntry.of(new Version(71), new byte[] {5}).toBytes(),
                new byte[] {'a'},
                PackedEntry.deleted(new Version(72)).toBytes());
        StoredMap map = MapRecord.map(record, null, 0).orElseThrow();
        assertThat(map.creation()).isEqualTo(new MapCreation(new Version(7), -1));
        assertThat(map.lease()).isEqualTo(new Version(9));
        assertThat(map.fields()).containsOnlyKeys("a", "b");
        assertThat(map.fields().get("b"))
                .satisfies(field -> assertThat(field.value()).containsExactly(5));
        assertThat(MapRecord.map(record, Set.of("a", "none"), 0).orElseThrow().fields())
                .containsOnlyKeys("a");
        PackedRecord other = record(
                MapRecord.MAP,
                9,
                7,
                -1,
                -1,
                new byte[] {'a'},
                PackedEntry.deleted(new Version(72)).toBytes(),
                new byte[] {'b'},
                PackedEntry.of(new Version(71), new byte[] {5}).toBytes());
        assertThat(MapRecord.inOrder(record))
                .isEqualTo(MapRecord.inOrder(other))
                .isNotEqualTo(record);
        assertThat(MapRecord.map(record(MapRecord.ENDED, 9, 7, -1, 60_000), null, 0))
                .isEmpty();
    }
}
