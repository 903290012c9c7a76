package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/** Reads any bytes as the lease and as an entry of a group: they are a group, with the entry or without, or corrupt. */
class FoundGroupFuzzTest {

    @FuzzTest(maxDuration = "25s")
    void anyBytes_areAGroup_orCorrupt(FuzzedDataProvider data) {
        long millis = data.consumeLong(0, Long.MAX_VALUE);
        byte[] lease = data.consumeBytes(64);
        byte[] entry = data.consumeRemainingAsBytes();
        FoundHashOutput<FoundGroup> output = new FoundHashOutput<>(new FoundGroup(), Set.of("entry"));
        output.set(millis);
        output.set(ByteBuffer.wrap(lease));
        output.set(ByteBuffer.wrap(entry));

        Map<String, StoredEntry> entries = read(output.get());

        if (!entries.isEmpty()) {
            assertThat(lease).hasSize(Stored.HEADER_BYTES + Long.BYTES);
            assertThat(entries).containsOnlyKeys("entry");
            StoredEntry found = entries.values().iterator().next();
            assertThat(entry).hasSizeGreaterThanOrEqualTo(Stored.HEADER_BYTES + found.value().length);
            assertThat(found.remaining()).isNotNull();
        }
    }

    /** Returns the entries; none also if the group is corrupt. */
    private static Map<String, StoredEntry> read(FoundGroup found) {
        try {
            return found.entries();
        } catch (BackendException e) {
            assertThat(e.kind()).isEqualTo(BackendException.Kind.CORRUPT);
            return Map.of();
        }
    }
}
