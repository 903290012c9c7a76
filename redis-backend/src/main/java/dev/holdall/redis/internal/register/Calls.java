package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.VersionSteps;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.ValueOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the call of each verb's script, for a store in one data centre or in several. Thread-safe. */
public final class Calls {

    /** A script with this version doesn't ask for the server's time, if what is stored is an ordinary value. */
    private static final PackedEntry ANY_VERSION = PackedEntry.header(ServerTime.HIGHEST_LIMIT);

    /** The index of the first set of marks among the keys of a script, counted from 1. */
    private static final int FIRST_MARKS = 2;

    private final Scripts scripts;
    private final ServerTime time;
    private final @Nullable Merging merging;

    /**
     * Prepares the calls.
     *
     * @param time the time of the servers that run the scripts
     * @param merging what a store in several data centres passes to its scripts; null for a store in one
     */
    public Calls(ServerTime time, @Nullable Merging merging) {
        this.scripts = merging == null ? Scripts.ONE_DATA_CENTRE : Scripts.MERGING;
        this.time = time;
        this.merging = merging;
    }

    public Scripts scripts() {
        return scripts;
    }

    /** Returns what makes the calls for maps. */
    public MapCalls maps() {
        return new MapCalls(this, merging == null ? MapScripts.ONE_DATA_CENTRE : MapScripts.MERGING);
    }

    /** Returns what makes the calls for groups. */
    public GroupCalls groups() {
        return new GroupCalls(this, merging == null ? GroupScripts.ONE_DATA_CENTRE : GroupScripts.MERGING);
    }

    /** Returns the servers' time in milliseconds since 1970, as it is estimated for the stamps of marks. */
    public long serverMillis() {
        return time.estimatedMillis();
    }

    /** Parses a script's reply. If the reply contains the server's time, keeps the time for later calls. */
    public Reply parse(byte @Nullable [] bytes) {
        Reply reply = Reply.of(bytes);
        if (reply.hasServerTime()) {
            time.report(reply.serverMicros());
        }
        return reply;
    }

    /** Keeps the time that {@link Commands#time} has read, for later calls. */
    public void reportTime(List<byte[]> secondsAndMicros) {
        time.report(1_000_000 * number(secondsAndMicros.get(0)) + number(secondsAndMicros.get(1)));
    }

    private static long number(byte[] digits) {
        return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }

    /** Makes the call of the script that reads an entry with its lifetime. */
    public static ScriptCall<Found> read(String key) {
        ScriptArgs arguments = new ScriptArgs(Scripts.READ, List.of(key), ANY_VERSION, false, List.of());
        return new ScriptCall<>(arguments, ScriptCall.NO_STAMP, null, FoundOutput::new);
    }

    public ScriptCall<byte[]> write(String key, byte[] value, Lifetime lifetime, Version version) {
        return storing(scripts.write(), key, PackedEntry.of(version, value), lifetime, List.of());
    }

    /** Makes the call of an update. The version of its {@link ScriptCall#entry} is the one that the update asks for. */
    public ScriptCall<byte[]> update(String key, Version seen, byte[] value, Lifetime lifetime) {
        return storing(
                scripts.update(),
                key,
                PackedEntry.of(afterUpdate(seen), value),
                lifetime,
                List.of(Arguments.bytes(seen)));
    }

    /** The greatest version stays as it is. */
    private Version afterUpdate(Version seen) {
        long step = merging == null ? 1 : VersionSteps.UPDATE_MICROS;
        return seen.micros() > Long.MAX_VALUE - step ? ServerTime.HIGHEST_LIMIT : seen.plusMicros(step);
    }

    public ScriptCall<byte[]> writeIfAbsent(String key, byte[] value, Lifetime lifetime, Version version) {
        return storing(scripts.writeIfAbsent(), key, PackedEntry.of(version, value), lifetime, List.of());
    }

    public ScriptCall<byte[]> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version) {
        return storing(
                scripts.writeIfUnchanged(),
                key,
                PackedEntry.of(version, value),
                lifetime,
                List.of(Arguments.bytes(seen)));
    }

    /** Makes the call of a script that stores an entry as it is given. */
    private ScriptCall<byte[]> storing(
            Script script, String key, PackedEntry entry, Lifetime lifetime, List<byte[]> more) {
        List<byte[]> arguments = new ArrayList<>(4);
        arguments.add(Arguments.bytes(lifetime));
        arguments.addAll(more);
        return marked(script, key, entry, !time.isWithinLimit(entry.version(), lifetime), lifetime, arguments);
    }

    public ScriptCall<byte[]> touch(String key, Lifetime lifetime) {
        return marked(
                scripts.touch(),
                key,
                PackedEntry.header(time.limit(lifetime)),
                false,
                null,
                List.of(Arguments.bytes(lifetime)));
    }

    public ScriptCall<byte[]> delete(String key, Version version) {
        return marked(scripts.delete(), key, PackedEntry.header(version), true, null, List.of());
    }

    public ScriptCall<byte[]> revoke(String key, Version version, long horizonMillis) {
        return marked(
                scripts.revoke(),
                key,
                PackedEntry.revoked(version),
                false,
                null,
                List.of(Arguments.bytes(horizonMillis)));
    }

    public ScriptCall<byte[]> increment(String key, long delta, long initial, Lifetime lifetime, Version version) {
        return marked(
                scripts.increment(),
                key,
                PackedEntry.header(version),
                true,
                null,
                List.of(Arguments.bytes(lifetime), Arguments.bytes(initial), Arguments.bytes(delta)));
    }

    /** Makes a call that marks its key, if there are several data centres. */
    ScriptCall<byte[]> marked(
            Script script,
            String key,
            PackedEntry entry,
            boolean asksForTime,
            @Nullable Lifetime lifetime,
            List<byte[]> arguments) {
        if (merging == null) {
            return new ScriptCall<>(
                    new ScriptArgs(script, List.of(key), entry, asksForTime, arguments),
                    ScriptCall.NO_STAMP,
                    lifetime,
                    Calls::bytes);
        }
        long stamp = Stamp.at(time.estimatedMillis());
        return new ScriptCall<>(
                new ScriptArgs(script, keys(key, merging), entry, asksForTime, joined(arguments, merging.tail(stamp))),
                stamp,
                lifetime,
                Calls::bytes);
    }

    /**
     * Makes the call that stores another data centre's record, if it is greater than what is stored.
     *
     * @param lifetime the remaining lifetime of the record, as an argument
     */
    public ScriptCall<byte[]> apply(String key, PackedEntry record, byte[] lifetime) {
        List<byte[]> arguments = joined(List.of(lifetime), several().tailWithoutStamp());
        MergingScripts type = MergingScripts.of(key);
        return new ScriptCall<>(
                new ScriptArgs(type.apply(), keys(key, several()), record, type.asksForTime(), arguments),
                ScriptCall.NO_STAMP,
                null,
                Calls::bytes);
    }

    /**
     * Makes the call that stores the tombstone of another data centre's delete.
     *
     * @param version the version that the tombstone has there
     * @param origin the name of that data centre
     */
    public ScriptCall<byte[]> deleteThere(String key, Version version, String origin) {
        int marks = several().marks().index(origin) + FIRST_MARKS;
        MergingScripts type = MergingScripts.of(key);
        List<byte[]> arguments = List.of(Arguments.bytes((long) marks));
        return marked(type.deleteThere(), key, PackedEntry.header(version), type.asksForTime(), null, arguments);
    }

    private Merging several() {
        if (merging == null) {
            throw new IllegalStateException("a store in one data centre applies no records");
        }
        return merging;
    }

    /** Makes the call that reads the record of a key as another data centre gets it. */
    public static ScriptCall<RecordReply> record(String key) {
        ScriptArgs arguments =
                new ScriptArgs(MergingScripts.of(key).record(), List.of(key), ANY_VERSION, false, List.of());
        return new ScriptCall<>(arguments, ScriptCall.NO_STAMP, null, RecordOutput::new);
    }

    /** Makes the call that reads what tells one record of a key from another. */
    public static ScriptCall<RecordDigest> digest(String key) {
        ScriptArgs arguments =
                new ScriptArgs(MergingScripts.of(key).digest(), List.of(key), ANY_VERSION, false, List.of());
        return new ScriptCall<>(arguments, 0, null, DigestOutput::new);
    }

    /**
     * Makes the call that removes marks, each only if it still has the stamp.
     *
     * @param stamps the stamp of each key
     */
    public static ScriptCall<Long> confirm(String set, Map<String, Long> stamps) {
        List<byte[]> keysAndStamps = new ArrayList<>(2 * stamps.size());
        stamps.keySet().forEach(key -> keysAndStamps.add(key.getBytes(StandardCharsets.UTF_8)));
        stamps.values().forEach(stamp -> keysAndStamps.add(Arguments.bytes(stamp)));
        ScriptArgs arguments = new ScriptArgs(Scripts.CONFIRM, List.of(set), ANY_VERSION, false, keysAndStamps);
        return new ScriptCall<>(arguments, ScriptCall.NO_STAMP, null, () -> new IntegerOutput<>(Arguments.CODEC));
    }

    private static List<String> keys(String key, Merging merging) {
        return joined(List.of(key), merging.marks().of(key));
    }

    private static <E> List<E> joined(List<E> first, List<E> second) {
        List<E> all = new ArrayList<>(first.size() + second.size());
        all.addAll(first);
        all.addAll(second);
        return all;
    }

    private static ValueOutput<String, byte[]> bytes() {
        return new ValueOutput<>(Arguments.CODEC);
    }
}
