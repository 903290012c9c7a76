package dev.holdall.redis.internal.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.StoredMap;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** Reads any bytes as the lease and as a field of a map: they are a map, or none, or corrupt. */
class FoundMapFuzzTest {

    @FuzzTest(maxDuration = "25s")
    void anyBytes_areAMap_orATombstone_orCorrupt(FuzzedDataProvider data) {
        long millis = data.consumeLong();
        byte[] lease = data.consumeBytes(64);
        byte[] field = data.consumeRemainingAsBytes();
        FoundMapOutput output = new FoundMapOutput(Set.of("field"));
        output.set(millis);
        output.set(ByteBuffer.wrap(lease));
        output.set(ByteBuffer.wrap(field));

        Optional<StoredMap> map = read(output.get());

        if (map.isPresent()) {
            assertThat(lease).hasSizeGreaterThanOrEqualTo(Stored.HEADER_BYTES + MapLease.CREATION_BYTES);
            assertThat(map.get().fields()).containsOnlyKeys("field");
        }
    }

    /** Returns the map; empty also if it is corrupt. */
    private static Optional<StoredMap> read(FoundMap found) {
        try {
            return found.map();
        } catch (BackendException e) {
            assertThat(e.kind()).isEqualTo(BackendException.Kind.CORRUPT);
            return Optional.empty();
        }
    }
}
