package dev.holdall.redis.internal.register;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Version;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.StoredMap;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The server of one of several data centres, and the scripts that run there, one command after the other. The clock
 * that the scripts see may be ahead of the time or behind it, and a test may change their texts.
 */
final class MergingServer {

    static final Duration RETENTION = Duration.ofDays(1);

    private final RedisCommands<String, byte[]> commands;
    private final List<String> others;
    private final long offsetMillis;
    private final UnaryOperator<String> change;
    private final Map<Script, String> hashes = new HashMap<>();

    /**
     * Makes the server of a data centre, and removes what was stored there.
     *
     * @param others the names of the other data centres, each of which has a set of marks here
     * @param offset how far the server's clock is ahead
     * @param change changes the text of each script
     */
    MergingServer(RedisServer server, List<String> others, Duration offset, UnaryOperator<String> change) {
        commands = server.admin();
        this.others = others;
        offsetMillis = offset.toMillis();
        this.change = change;
        commands.flushall();
    }

    /** Runs a script that writes, and marks the key for the other data centres. */
    byte[] write(Script script, String key, long stamp, byte[]... arguments) {
        return commands.evalsha(
                hash(script), ScriptOutputType.VALUE, keys(key), withTail(arguments, Long.toString(stamp)));
    }

    /** Runs a script that writes where the sets of marks are on another node. */
    byte[] writeWithoutMarks(Script script, String key, byte[]... arguments) {
        return commands.evalsha(hash(script), ScriptOutputType.VALUE, new String[] {key}, withTail(arguments, ""));
    }

    /** Runs a script that writes a map or a group, and marks the key for the other data centres. */
    byte[] writeHash(Script script, String key, long stamp, byte[]... arguments) {
        return commands.evalsha(
                hash(script), ScriptOutputType.VALUE, keys(key), withoutTime(arguments, Long.toString(stamp)));
    }

    /** Applies another data centre's record, and tells whether the data centre has confirmed it. */
    byte[] apply(String key, PackedRecord record) {
        byte[][] arguments = {record.packed(), record.lifetime()};
        MergingScripts type = MergingScripts.of(key);
        return commands.evalsha(
                hash(type.apply()),
                ScriptOutputType.VALUE,
                keys(key),
                type.asksForTime() ? withTail(arguments, "") : withoutTime(arguments, ""));
    }

    Optional<PackedRecord> record(String key) {
        byte[] anyVersion = new byte[Stored.HEADER_BYTES];
        List<Object> answer = commands.evalsha(
                hash(MergingScripts.of(key).record()),
                ScriptOutputType.MULTI,
                new String[] {key},
                anyVersion,
                new byte[] {'T'});
        return answer.size() < 2
                ? Optional.empty()
                : Optional.of(new PackedRecord((byte[]) answer.get(1), (Long) answer.get(0)).inOrder());
    }

    /** Returns the map that a key has, as a client reads it. */
    Optional<StoredMap> map(String key) {
        return record(key).flatMap(record -> MapRecord.map(record, null, System.currentTimeMillis() + offsetMillis));
    }

    /** Returns the group that a key has, as a client reads it. */
    Map<String, StoredEntry> group(String key) {
        return record(key)
                .map(record -> GroupRecord.found(record, null, System.currentTimeMillis() + offsetMillis)
                        .entries())
                .orElseGet(Map::of);
    }

    /** Returns the marks for another data centre: a stamp for each key. */
    Map<String, Long> marks(int limit, String dataCentre) {
        Map<String, Long> marks = new HashMap<>();
        for (ScoredValue<byte[]> each : commands.zrangeWithScores(marks(dataCentre), 0, limit - 1L)) {
            marks.put(new String(each.getValue(), UTF_8), (long) each.getScore());
        }
        return marks;
    }

    void confirm(String dataCentre, String key, long stamp) {
        confirm(dataCentre, Map.of(key, stamp));
    }

    /** Confirms records together, and returns how many marks that has removed. */
    long confirm(String dataCentre, Map<String, Long> stamps) {
        Stream<byte[]> keys = stamps.keySet().stream().map(key -> key.getBytes(UTF_8));
        Stream<byte[]> digits = stamps.values().stream().map(MergingServer::digits);
        return commands.<Long>evalsha(
                hash(Scripts.CONFIRM),
                ScriptOutputType.INTEGER,
                new String[] {marks(dataCentre)},
                Stream.concat(Stream.of(new byte[0]), Stream.concat(keys, digits))
                        .toArray(byte[][]::new));
    }

    /** Marks keys for another data centre, each with its stamp. */
    void mark(String dataCentre, Map<String, Long> stamps) {
        stamps.forEach((key, stamp) -> commands.zadd(marks(dataCentre), stamp.doubleValue(), key.getBytes(UTF_8)));
    }

    /** Returns the kind of what is stored under a key, such as {@code U}. */
    char storedKind(String key) {
        return (char) commands.get(key)[3];
    }

    /** Stores bytes that no script has written. */
    void storeForeign(String key, byte[] bytes) {
        commands.set(key, bytes);
    }

    private String[] keys(String key) {
        return Stream.concat(Stream.of(key), others.stream().map(MergingServer::marks))
                .toArray(String[]::new);
    }

    private static String marks(String dataCentre) {
        return "\u0001to:" + dataCentre;
    }

    private static byte[][] withTail(byte[][] arguments, String stamp) {
        byte[][] all = Arrays.copyOf(withoutTime(arguments, stamp), arguments.length + 3);
        all[arguments.length + 2] = new byte[] {'T'};
        return all;
    }

    private static byte[][] withoutTime(byte[][] arguments, String stamp) {
        byte[][] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = digits(RETENTION.toMillis());
        all[arguments.length + 1] = stamp.getBytes(US_ASCII);
        return all;
    }

    private String hash(Script script) {
        return hashes.computeIfAbsent(script, each -> commands.scriptLoad(text(each)));
    }

    private String text(Script script) {
        String time = "(function() local t = redis.call('TIME') return {t[1] + %d, t[2]} end)()";
        return change.apply(script.text()).replace("redis.call('TIME')", time.formatted(offsetMillis / 1000));
    }

    /** Packs the first argument of a script: a header and, for an entry, its value. */
    static byte[] packed(char kind, long version, byte... value) {
        Version at = new Version(version);
        return bytes(kind == 'R' ? PackedEntry.revoked(at) : PackedEntry.of(at, value));
    }

    static byte[] bytes(PackedEntry entry) {
        return entry.toBytes();
    }

    static byte[] digits(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }
}
