package dev.holdall.redis.internal.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Version;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.VersionSteps;
import io.lettuce.core.output.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the calls of the scripts of maps. Each key is the Redis key of a map: see {@link MapKeys}. Thread-safe. */
public final class MapCalls {

    /** The version of a script's first argument, if the script doesn't use it. */
    private static final PackedEntry ANY_VERSION = PackedEntry.header(ServerTime.HIGHEST_LIMIT);

    private final Calls calls;
    private final MapScripts scripts;

    MapCalls(Calls calls, MapScripts scripts) {
        this.calls = calls;
        this.scripts = scripts;
    }

    /**
     * Makes the call of the script that reads a map together with the server's time.
     *
     * @param names the names of the fields to read; null for all
     */
    public static ScriptCall<FoundMap> read(String key, @Nullable Set<String> names) {
        return read(key, names, () -> new FoundMapOutput(names));
    }

    /** Makes the call of the script that reads the lease and some or all fields of a hash. */
    static <T> ScriptCall<T> read(
            String key, @Nullable Set<String> names, Supplier<CommandOutput<String, byte[], T>> output) {
        List<byte[]> arguments = new ArrayList<>();
        if (names != null) {
            arguments.add(FoundMap.LEASE.getBytes(UTF_8));
            names.forEach(name -> arguments.add(name.getBytes(UTF_8)));
        }
        return new ScriptCall<>(
                new ScriptArgs(MapScripts.READ, List.of(key), ANY_VERSION, false, arguments),
                ScriptCall.NO_STAMP,
                null,
                output);
    }

    public ScriptCall<byte[]> create(String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime) {
        Version version = VersionSteps.afterUpdate(creation.version());
        List<byte[]> arguments = new ArrayList<>(1 + 2 * fields.size());
        arguments.add(Arguments.bytes(lifetime));
        fields.forEach((name, value) -> {
            arguments.add(name.getBytes(UTF_8));
            arguments.add(PackedEntry.of(version, value).toBytes());
        });
        return call(scripts.create(), key, PackedEntry.lease(creation), arguments);
    }

    /** Makes the call that changes fields of the map of a creation. */
    public ScriptCall<byte[]> change(String key, MapCreation creation, List<FieldWrite> writes) {
        List<byte[]> arguments = new ArrayList<>(3 * writes.size());
        for (FieldWrite write : writes) {
            arguments.add(write.name().getBytes(UTF_8));
            arguments.add(packed(write).toBytes());
            arguments.add(Arguments.bytes(write.lifetime()));
        }
        return call(scripts.change(), key, PackedEntry.lease(creation), arguments);
    }

    private static PackedEntry packed(FieldWrite write) {
        byte[] value = write.value();
        return value == null ? PackedEntry.deleted(write.version()) : PackedEntry.of(write.version(), value);
    }

    public ScriptCall<byte[]> touch(String key, Lifetime lifetime) {
        return call(scripts.touch(), key, ANY_VERSION, List.of(Arguments.bytes(lifetime)));
    }

    public ScriptCall<byte[]> delete(String key, Version version) {
        return call(scripts.delete(), key, PackedEntry.header(version), List.of());
    }

    public ScriptCall<byte[]> revoke(String key, Version version, long horizonMillis) {
        return call(scripts.revoke(), key, PackedEntry.revoked(version), List.of(Arguments.bytes(horizonMillis)));
    }

    private ScriptCall<byte[]> call(Script script, String key, PackedEntry first, List<byte[]> arguments) {
        return calls.marked(script, key, first, false, null, arguments);
    }
}
