package dev.holdall.redis.internal.register;

import dev.holdall.GroupChanges.Kind;
import dev.holdall.Version;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Races between data centres that write the same groups: clients whose clocks are wrong and whose reads are old, and
 * records that arrive late, in any order, twice, or not at all. When every mark is confirmed, every data centre must
 * have the groups that all records together make.
 */
final class GroupRaces {

    private static final int KEYS = 4;
    private static final int NAMES = 4;
    private static final int STEPS = 220;
    private static final int CLIENTS = 2;
    private static final int READS = 6;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final int MOST_ROUNDS = 20;

    /** More than the removal of what was seen is ahead of the time. */
    private static final long CLOCK_STEP_MICROS = 10_000;

    private final SplittableRandom random;
    private final List<String> names;
    private final Map<String, MergingServer> servers;
    private final boolean clocksAreRight;
    private final long[] clientOffsets;

    private final List<Message> messages = new ArrayList<>();
    private final Map<String, List<Map<String, StoredEntry>>> seen = new HashMap<>();
    private final Map<String, PackedRecord> expected = new HashMap<>();
    private final Map<String, Set<String>> removedLast = new HashMap<>();
    private final Map<String, Set<String>> putLast = new HashMap<>();
    private long lastMicros;
    private long stamp;

    /** A record on its way to another data centre. */
    private record Message(String from, String to, String key, PackedRecord record, long stamp) {}

    /** What went wrong for a key. */
    enum Fault {
        /** Two data centres have different groups. */
        DIVERGED,
        /** They have another group than all that was ever stored makes. */
        WRONG_WINNER,
        /** An entry is there whose last unconditional write was a removal. This is a fault only if clocks are right. */
        BACK_AFTER_REMOVAL,
        /** An entry isn't there whose last unconditional write was a put. This is a fault only if clocks are right. */
        LOST
    }

    /**
     * Prepares races.
     *
     * @param servers the server of each data centre
     * @param clientSkew how far the clocks of clients may differ from the time
     */
    GroupRaces(long seed, Map<String, MergingServer> servers, Duration clientSkew) {
        random = new SplittableRandom(seed);
        this.servers = servers;
        this.names = List.copyOf(servers.keySet());
        clocksAreRight = clientSkew.isZero();
        clientOffsets = random.longs(
                        (long) names.size() * CLIENTS, -clientSkew.toMillis() - 1, clientSkew.toMillis() + 1)
                .map(millis -> clientSkew.isZero() ? 0 : millis * 1_000)
                .toArray();
    }

    /** Runs the races until every mark is confirmed, and returns the faults of all keys. */
    List<Fault> run() {
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        converge();
        messages.forEach(this::apply); // They are old, and must change nothing.
        messages.clear();
        converge();
        List<Fault> faults = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            faults.addAll(faults(key(key)));
        }
        return faults;
    }

    private static String key(int number) {
        return GroupKeys.of("key" + number);
    }

    private void step() {
        int choice = random.nextInt(100);
        if (choice < 55) {
            write();
        } else if (choice < 70) {
            look();
        } else if (choice < 92) {
            deliver();
        } else {
            sweepSome();
        }
    }

    // Writes

    private void write() {
        int dataCentre = random.nextInt(names.size());
        String name = names.get(dataCentre);
        String key = key(random.nextInt(KEYS));
        Version now = now(dataCentre * CLIENTS + random.nextInt(CLIENTS));
        byte[] reply = random.nextInt(16) == 0 ? delete(server(name), key, now) : change(server(name), key, now);
        if (reply[0] == 'S') {
            stored(name, key);
        }
    }

    private byte[] change(MergingServer server, String key, Version now) {
        List<Map<String, StoredEntry>> reads = seen.getOrDefault(key, List.of());
        Map<String, StoredEntry> read = reads.isEmpty() ? Map.of() : reads.get(random.nextInt(reads.size()));
        List<GroupWrite> writes = new ArrayList<>();
        for (int number = 0; number < NAMES; number++) {
            if (random.nextInt(3) == 0) {
                String name = "entry" + number;
                writes.add(anyWrite(name, version(read.get(name))));
            }
        }
        writes.forEach(write -> note(key, write));
        List<byte[]> arguments = new ArrayList<>(List.of(MergingServer.bytes(PackedEntry.header(now))));
        arguments.addAll(GroupCalls.arguments(now, writes));
        return server.writeHash(GroupScripts.MERGING.write(), key, ++stamp, arguments.toArray(byte[][]::new));
    }

    private static @Nullable Version version(@Nullable StoredEntry entry) {
        return entry == null ? null : entry.version();
    }

    private GroupWrite anyWrite(String name, @Nullable Version seen) {
        byte[] value = {(byte) random.nextInt(256), (byte) random.nextInt(256)};
        Lifetime lifetime = random.nextInt(3) == 0 ? Lifetime.ofMillis(HOUR_MILLIS) : Lifetime.FOREVER;
        int choice = random.nextInt(seen == null ? 4 : 10);
        return switch (choice) {
            case 0 -> new GroupWrite(name, Kind.REMOVE, seen, null, Lifetime.OVER);
            case 1, 2, 3 -> new GroupWrite(name, Kind.PUT, null, value, lifetime);
            case 4, 5, 6 -> new GroupWrite(name, Kind.REFRESH, seen, value, lifetime);
            default -> new GroupWrite(name, Kind.UPDATE, seen, value, lifetime);
        };
    }

    /** Keeps what the last put, removal or delete has done, of which no update makes something else. */
    private void note(String key, GroupWrite write) {
        if (!write.isConditional()) {
            of(removedLast, key).remove(write.name());
            of(putLast, key).remove(write.name());
            of(write.removes() ? removedLast : putLast, key).add(write.name());
        }
    }

    private static Set<String> of(Map<String, Set<String>> sets, String key) {
        return sets.computeIfAbsent(key, unused -> new HashSet<>());
    }

    private byte[] delete(MergingServer server, String key, Version now) {
        for (int number = 0; number < NAMES; number++) {
            note(key, new GroupWrite("entry" + number, Kind.REMOVE, null, null, Lifetime.OVER));
        }
        return server.writeHash(
                GroupScripts.MERGING.delete(), key, ++stamp, MergingServer.bytes(PackedEntry.header(now)));
    }

    /** Keeps what is stored now, and sends it to the other data centres, or forgets to. */
    private void stored(String name, String key) {
        server(name).record(key).ifPresent(each -> {
            expected.merge(key, each, PackedRecord::merge);
            names.stream()
                    .filter(other -> !other.equals(name) && random.nextInt(3) > 0)
                    .forEach(other -> messages.add(new Message(name, other, key, each, stamp)));
        });
    }

    /** A client reads a group, and bases later changes on what it has seen. */
    private void look() {
        String key = key(random.nextInt(KEYS));
        Map<String, StoredEntry> group =
                server(names.get(random.nextInt(names.size()))).group(key);
        List<Map<String, StoredEntry>> reads = seen.computeIfAbsent(key, unused -> new ArrayList<>());
        reads.add(group);
        if (reads.size() > READS) {
            reads.remove(0);
        }
    }

    // Messages

    private void deliver() {
        if (messages.isEmpty()) {
            return;
        }
        Message message = messages.remove(random.nextInt(messages.size()));
        if (random.nextInt(4) == 0) {
            return;
        }
        apply(message);
        if (random.nextInt(4) == 0) {
            apply(message);
        }
        if (random.nextInt(8) == 0) {
            messages.add(message);
        }
        if (random.nextInt(4) > 0) {
            confirm(message);
        }
    }

    private void apply(Message message) {
        server(message.to()).apply(message.key(), message.record());
    }

    private void confirm(Message message) {
        server(message.from()).confirm(message.to(), message.key(), message.stamp());
    }

    private void sweepSome() {
        String from = names.get(random.nextInt(names.size()));
        String to = names.get(random.nextInt(names.size()));
        if (!from.equals(to)) {
            messages.addAll(sweep(from, to, 2));
        }
    }

    /** Makes the messages of marks, with what is stored now. A mark without a record is confirmed. */
    private List<Message> sweep(String from, String to, int limit) {
        List<Message> made = new ArrayList<>();
        server(from).marks(limit, to).forEach((key, mark) -> {
            Optional<PackedRecord> record = server(from).record(key);
            if (record.isPresent()) {
                made.add(new Message(from, to, key, record.get(), mark));
            } else {
                server(from).confirm(to, key, mark);
            }
        });
        return made;
    }

    private void converge() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            boolean marked = false;
            for (String from : names) {
                for (String to : names) {
                    if (!from.equals(to)) {
                        for (Message each : sweep(from, to, Integer.MAX_VALUE)) {
                            marked = true;
                            apply(each);
                            confirm(each);
                        }
                    }
                }
            }
            if (!marked) {
                return;
            }
        }
        throw new AssertionError("marks are left after " + MOST_ROUNDS + " rounds");
    }

    // Faults

    private List<Fault> faults(String key) {
        List<Fault> faults = new ArrayList<>();
        List<Optional<PackedRecord>> records =
                names.stream().map(name -> server(name).record(key)).toList();
        if (records.stream().distinct().count() > 1) {
            faults.add(Fault.DIVERGED);
        }
        if (records.stream().anyMatch(each -> !each.equals(Optional.ofNullable(expected.get(key))))) {
            faults.add(Fault.WRONG_WINNER);
        }
        if (clocksAreRight) {
            Set<String> there = server(names.get(0)).group(key).keySet();
            if (of(removedLast, key).stream().anyMatch(there::contains)) {
                faults.add(Fault.BACK_AFTER_REMOVAL);
            }
            if (!there.containsAll(of(putLast, key))) {
                faults.add(Fault.LOST);
            }
        }
        return faults;
    }

    private MergingServer server(String name) {
        return Objects.requireNonNull(servers.get(name));
    }

    /** Returns the time by a client's clock. If clocks are wrong, two clients may have the same time. */
    private Version now(int client) {
        if (clocksAreRight || random.nextInt(4) > 0) {
            long time = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            lastMicros = Math.max(lastMicros + (clocksAreRight ? CLOCK_STEP_MICROS : 1), time);
        }
        return new Version(lastMicros + clientOffsets[client]);
    }
}
