package dev.holdall.memory.internal;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The maps of the memory backend. A map is one entry of the registers, under a name that no entry of a caller has, and
 * the bytes of that entry are a {@link PackedMap}. So every change of a map is atomic. Thread-safe.
 */
public final class MemoryMaps implements SessionMapBackend {

    /** Follows the key in the name of a map's entry. It has a control character, which no key of a caller has. */
    private static final String MAP = "\u0001map";

    private final Registers registers;

    /** Makes the maps that these registers keep. */
    public MemoryMaps(Registers registers) {
        this.registers = registers;
    }

    @Override
    public CompletionStage<Optional<StoredMap>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return completedFuture(registers
                .read(key + MAP, false)
                .map(entry -> PackedMap.unpack(entry.value()).stored(names, registers.nanoTime())));
    }

    @Override
    public CompletionStage<MapCreation> create(
            String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline) {
        return completedFuture(registers.change(key + MAP, register -> {
            if (register.isRevoked()) {
                return creation;
            }
            MapCreation above = above(register.value(), creation);
            register.store(PackedMap.created(above, fields).pack(), lifetime, above.version());
            return above;
        }));
    }

    /** Returns the creation, with a greater version if the map that it replaces is greater. */
    private static MapCreation above(byte @Nullable [] replaced, MapCreation creation) {
        if (replaced == null) {
            return creation;
        }
        Version found = PackedMap.unpack(replaced).creation().version();
        return new MapCreation(Versions.above(found.micros(), creation.version()), creation.random());
    }

    @Override
    public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
        return completedFuture(registers.change(key + MAP, register -> {
            byte[] found = register.value();
            if (found == null) {
                return false;
            }
            PackedMap map = PackedMap.unpack(found);
            if (!map.creation().equals(seen.creation())) {
                return false;
            }
            byte[] changed = map.with(writes, registers.nanoTime()).pack();
            return register.storeValue(changed, seen.lease()) != null;
        }));
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return completedFuture(registers.touch(key + MAP, lifetime));
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return completedFuture(registers.change(key + MAP, register -> {
            register.drop();
            return Reach.ALL_DCS;
        }));
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return completedFuture(registers.change(key + MAP, register -> {
            register.revoke(horizonMillis);
            return Reach.ALL_DCS;
        }));
    }
}
