package dev.holdall.redis.internal.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Checks that records of groups merge to the same, whatever their order is. */
class GroupRecordTest {

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

    /** Versions are from a small range, so that many are equal. */
    private PackedRecord anyRecord() {
        long deleted = random.nextInt(3);
        List<byte[]> entries = new ArrayList<>();
        for (String name : List.of("a", "b", "\u00fc")) {
            if (random.nextInt(3) > 0) {
                entries.add(name.getBytes(UTF_8));
                entries.add(anyEntry(new Version(deleted + 1 + random.nextInt(3))));
            }
        }
        long millis = random.nextInt(4) == 0 ? -1 : random.nextInt(1, 4) * 100_000L;
        return record(deleted, deleted + random.nextInt(4), millis, entries.toArray(byte[][]::new))
                .inOrder();
    }

    private byte[] anyEntry(Version version) {
        return random.nextInt(3) == 0 ? removed(version) : entry(version, random.nextInt(2) * 255);
    }

    private static byte[] entry(Version version, int value) {
        return PackedEntry.of(version, new byte[] {(byte) value}).toBytes();
    }

    private static byte[] removed(Version version) {
        byte[] bytes = PackedEntry.of(version, new byte[Long.BYTES]).toBytes();
        bytes[3] = 'D';
        return bytes;
    }

    private static PackedRecord record(long deleted, long greatest, long millis, byte[]... entries) {
        int size = Long.BYTES;
        for (int i = 0; i < entries.length; i += 2) {
            size += 6 + entries[i].length + entries[i + 1].length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Stored.HEADER_BYTES + size)
                .putShort(Stored.MARK)
                .put(Stored.FORMAT)
                .put((byte) GroupRecord.GROUP)
                .putInt(size)
                .putLong(deleted)
                .putLong(greatest);
        for (int i = 0; i < entries.length; i += 2) {
            bytes.putShort((short) entries[i].length)
                    .putInt(entries[i + 1].length)
                    .put(entries[i])
                    .put(entries[i + 1]);
        }
        return new PackedRecord(bytes.array(), millis);
    }

    @Test
    void entries_areThoseOfTheRecord() {
        byte[] a = {'a'};
        byte[] b = {'b'};
        byte[] removed = {'r'};
        PackedRecord record = record(
                70,
                80,
                -1,
                b,
                entry(new Version(72), 2),
                a,
                entry(new Version(71), 1),
                removed,
                removed(new Version(73)));

        Map<String, StoredEntry> entries = GroupRecord.found(record, null, 0).entries();
        assertThat(entries).containsOnlyKeys("a", "b");
        StoredEntry found = Objects.requireNonNull(entries.get("b"));
        assertThat(found.value()).containsExactly(2);
        assertThat(found.version()).isEqualTo(new Version(72));
        assertThat(GroupRecord.found(record, Set.of("a", "none"), 0).entries()).containsOnlyKeys("a");
        PackedRecord other = record(
                70,
                80,
                -1,
                a,
                entry(new Version(71), 1),
                b,
                entry(new Version(72), 2),
                removed,
                removed(new Version(73)));
        assertThat(record.inOrder()).isEqualTo(other.inOrder()).isNotEqualTo(record);
    }

    @Test
    void merge_keepsTheGreaterVersions_andDropsWhatIsNotAboveTheDelete() {
        byte[] a = {'a'};
        byte[] b = {'b'};
        PackedRecord one = record(10, 40, 1_000, a, entry(new Version(20), 1), b, entry(new Version(40), 1));
        PackedRecord other = record(20, 30, 2_000, b, removed(new Version(30)));

        PackedRecord merged = PackedRecord.merge(one, other);
        assertThat(merged).isEqualTo(record(20, 40, 0, b, entry(new Version(40), 1)));
        assertThat(merged.remainingMillis()).isEqualTo(2_000);
        assertThat(PackedRecord.merge(record(0, 1, -1), other).remainingMillis())
                .isEqualTo(-1);
    }

    @Test
    void removal_winsOverAnEntry_ofTheSameVersion() {
        byte[] a = {'a'};
        PackedRecord put = record(0, 20, 0, a, entry(new Version(20), 255));
        PackedRecord removal = record(0, 20, 0, a, removed(new Version(20)));

        assertThat(PackedRecord.merge(put, removal)).isEqualTo(removal);
        assertThat(PackedRecord.merge(removal, put)).isEqualTo(removal);
    }
}
