package dev.holdall.redis.internal.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.GroupChanges.Kind;
import dev.holdall.Version;
import dev.holdall.spi.GroupWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of the scripts of groups. Each key is the Redis key of a group: see {@link GroupKeys}. Thread-safe.
 */
public final class GroupCalls {

    private static final byte[] UNCONDITIONAL = {'P'};
    private static final byte[] UPDATE = {'U'};
    private static final byte[] REFRESH = {'R'};

    private final Calls calls;
    private final GroupScripts scripts;

    GroupCalls(Calls calls, GroupScripts scripts) {
        this.calls = calls;
        this.scripts = scripts;
    }

    /**
     * Makes the call of the script that reads a group together with the server's time.
     *
     * @param names the names of the entries to read; null for all
     */
    public static ScriptCall<FoundGroup> read(String key, @Nullable Set<String> names) {
        return MapCalls.read(key, names, () -> new FoundHashOutput<>(new FoundGroup(), names));
    }

    /** Makes the call that writes entries. */
    public ScriptCall<byte[]> write(String key, Version version, List<GroupWrite> writes) {
        return calls.marked(scripts.write(), key, PackedEntry.header(version), false, null, arguments(version, writes));
    }

    /** Returns the arguments for these writes, which follow the header. */
    static List<byte[]> arguments(Version version, List<GroupWrite> writes) {
        List<byte[]> arguments = new ArrayList<>(4 * writes.size());
        for (GroupWrite write : writes) {
            arguments.add(write.name().getBytes(UTF_8));
            arguments.add(letter(write));
            arguments.add(packed(write, write.version(version)).toBytes());
            arguments.add(Arguments.bytes(write.lifetime()));
        }
        return arguments;
    }

    private static byte[] letter(GroupWrite write) {
        if (!write.isConditional()) {
            return UNCONDITIONAL;
        }
        return write.kind() == Kind.UPDATE ? UPDATE : REFRESH;
    }

    private static PackedEntry packed(GroupWrite write, Version version) {
        return write.removes() ? PackedEntry.deleted(version) : PackedEntry.of(version, write.bytes());
    }

    public ScriptCall<byte[]> delete(String key, Version version) {
        return calls.marked(scripts.delete(), key, PackedEntry.header(version), false, null, List.of());
    }
}
