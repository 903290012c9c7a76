package dev.holdall.redis.internal.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Version;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import dev.holdall.spi.VersionSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Races between data centres that write the same maps: clients whose clocks are wrong and whose snapshots are old, and
 * records that arrive late, in any order, twice, or not at all. When every mark is confirmed, every data centre must
 * have the maps that all records together make.
 */
final class MapRaces {

    private static final int KEYS = 6;
    private static final int FIELDS = 4;
    private static final int STEPS = 220;
    private static final int CLIENTS = 2;
    private static final int SNAPSHOTS = 6;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int MOST_ROUNDS = 20;

    /** More than the second that ends may differ by, and less than any two lifetimes of these races. */
    private static final long ENDS_DIFFER_MILLIS = 20_000;

    private final SplittableRandom random;
    private final List<String> names;
    private final Map<String, MergingServer> servers;
    private final boolean clocksAreRight;
    private final long[] clientOffsets;
    private final long horizonMicros;

    private final List<Message> messages = new ArrayList<>();
    private final Map<String, List<StoredMap>> seen = new HashMap<>();
    private final Map<String, PackedRecord> expected = new HashMap<>();
    private final Map<MapCreation, Set<String>> created = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();
    private final Map<String, Boolean> deletedLast = new HashMap<>();
    private long lastMicros;
    private long stamp;

    /** A record on its way to another data centre. */
    private record Message(String from, String to, String key, PackedRecord record, long stamp) {}

    /** What went wrong for a key. */
    enum Fault {
        /** Two data centres have different records. */
        DIVERGED,
        /** They have another record than all that was ever stored makes. */
        WRONG_WINNER,
        /** They have the same record, and it ends at different moments. */
        ENDS_APART,
        /** A map lacks a field of its creation. */
        HALF,
        /** A key that was revoked has a map. */
        BACK_AFTER_REVOKE,
        /** A key whose last write was a delete has a map. This is a fault only if all clocks are right. */
        BACK_AFTER_DELETE
    }

    /**
     * Prepares races.
     *
     * @param servers the server of each data centre
     * @param clientSkew how far the clocks of clients may differ from the time
     * @param horizon how far ahead of the time the version of a revocation is
     */
    MapRaces(long seed, Map<String, MergingServer> servers, Duration clientSkew, Duration horizon) {
        random = new SplittableRandom(seed);
        this.servers = servers;
        this.names = List.copyOf(servers.keySet());
        clocksAreRight = clientSkew.isZero();
        horizonMicros = horizon.toNanos() / 1_000;
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
        return MapKeys.of("key" + number);
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
        MergingServer server = server(name);
        String key = key(random.nextInt(KEYS));
        long now = now(dataCentre * CLIENTS + random.nextInt(CLIENTS));
        byte[] reply = switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> create(server, key, now);
            case 4, 5, 6, 7, 8, 9, 10, 11 -> change(server, key);
            case 12, 13, 14 -> touch(server, key, MergingServer.digits(anyMillis()));
            case 15 -> touch(server, key, MergingServer.digits(MINUTE_MILLIS));
            case 16, 17, 18 -> delete(server, key, now);
            default -> revoke(server, key, now);
        };
        if (reply[0] == 'S') {
            stored(name, key);
        }
    }

    private long anyMillis() {
        return random.nextBoolean() ? HOUR_MILLIS : HOUR_MILLIS + random.nextInt(1, 100) * MINUTE_MILLIS;
    }

    private byte[] create(MergingServer server, String key, long now) {
        MapCreation creation = new MapCreation(new Version(now), random.nextInt());
        Version version = VersionSteps.afterUpdate(creation.version());
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(MergingServer.bytes(PackedEntry.lease(creation)));
        arguments.add(MergingServer.digits(anyMillis()));
        for (int field = 0; field < FIELDS - 1; field++) {
            if (random.nextBoolean()) {
                arguments.add(("f" + field).getBytes(UTF_8));
                arguments.add(MergingServer.bytes(PackedEntry.of(version, anyValue())));
            }
        }
        byte[] reply = server.writeHash(MapScripts.MERGING.create(), key, ++stamp, arguments.toArray(byte[][]::new));
        if (reply[0] == 'S') {
            server.map(key)
                    .ifPresent(map ->
                            created.put(map.creation(), Set.copyOf(map.fields().keySet())));
        }
        return reply;
    }

    private byte[] change(MergingServer server, String key) {
        List<StoredMap> snapshots = seen.getOrDefault(key, List.of());
        if (snapshots.isEmpty()) {
            return new byte[] {'C'};
        }
        StoredMap map = snapshots.get(random.nextInt(snapshots.size()));
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(MergingServer.bytes(PackedEntry.lease(map.creation())));
        for (int field = 0; field < FIELDS; field++) {
            if (random.nextInt(3) == 0) {
                FieldWrite write = anyWrite(map, "f" + field);
                byte[] value = write.value();
                arguments.add(write.name().getBytes(UTF_8));
                arguments.add(MergingServer.bytes(
                        value == null ? PackedEntry.deleted(write.version()) : PackedEntry.of(write.version(), value)));
                arguments.add(Arguments.bytes(write.lifetime()));
            }
        }
        return server.writeHash(MapScripts.MERGING.change(), key, ++stamp, arguments.toArray(byte[][]::new));
    }

    private FieldWrite anyWrite(StoredMap map, String name) {
        StoredField found = map.fields().get(name);
        Version base = found == null ? map.lease() : found.version();
        if (random.nextInt(4) == 0) {
            return new FieldWrite(name, VersionSteps.afterRemoval(base), null, Lifetime.FOREVER);
        }
        Lifetime lifetime = random.nextInt(4) == 0 ? Lifetime.ofMillis(HOUR_MILLIS) : Lifetime.FOREVER;
        return new FieldWrite(name, VersionSteps.afterUpdate(base), anyValue(), lifetime);
    }

    private byte[] anyValue() {
        return new byte[] {(byte) random.nextInt(256), (byte) random.nextInt(256)};
    }

    private byte[] touch(MergingServer server, String key, byte[] millis) {
        return server.writeHash(
                MapScripts.MERGING.touch(), key, ++stamp, MergingServer.packed('V', Long.MAX_VALUE), millis);
    }

    private byte[] delete(MergingServer server, String key, long now) {
        deletedLast.put(key, true);
        return server.writeHash(MapScripts.MERGING.delete(), key, ++stamp, MergingServer.packed('V', now));
    }

    private byte[] revoke(MergingServer server, String key, long now) {
        if (!revoked.contains(key) && random.nextInt(4) > 0) {
            return new byte[] {'C'};
        }
        revoked.add(key);
        return server.writeHash(
                MapScripts.MERGING.revoke(),
                key,
                ++stamp,
                MergingServer.packed('R', now + horizonMicros),
                MergingServer.digits(horizonMicros / 1_000));
    }

    /** Keeps what is stored now, and sends it to the other data centres, or forgets to. */
    private void stored(String name, String key) {
        server(name).record(key).ifPresent(each -> {
            expected.merge(key, each, PackedRecord::merge);
            deletedLast.put(key, !each.isEntry());
            names.stream()
                    .filter(other -> !other.equals(name) && random.nextInt(3) > 0)
                    .forEach(other -> messages.add(new Message(name, other, key, each, stamp)));
        });
    }

    /** A client reads a map, and bases later changes on what it has seen. */
    private void look() {
        String key = key(random.nextInt(KEYS));
        server(names.get(random.nextInt(names.size()))).map(key).ifPresent(map -> {
            List<StoredMap> snapshots = seen.computeIfAbsent(key, unused -> new ArrayList<>());
            snapshots.add(map);
            if (snapshots.size() > SNAPSHOTS) {
                snapshots.remove(0);
            }
        });
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
        LongSummaryStatistics millis = records.stream()
                .flatMap(Optional::stream)
                .mapToLong(PackedRecord::remainingMillis)
                .summaryStatistics();
        if (millis.getMax() - millis.getMin() > ENDS_DIFFER_MILLIS) {
            faults.add(Fault.ENDS_APART);
        }
        if (records.stream().anyMatch(each -> !each.equals(Optional.ofNullable(expected.get(key))))) {
            faults.add(Fault.WRONG_WINNER);
        }
        boolean half = names.stream()
                .flatMap(name -> server(name).map(key).stream())
                .anyMatch(map -> !map.fields().keySet().containsAll(created.getOrDefault(map.creation(), Set.of())));
        if (half) {
            faults.add(Fault.HALF);
        }
        boolean entry = records.stream().flatMap(Optional::stream).anyMatch(PackedRecord::isEntry);
        if (entry && revoked.contains(key)) {
            faults.add(Fault.BACK_AFTER_REVOKE);
        }
        if (entry && deletedLast.getOrDefault(key, false)) {
            faults.add(Fault.BACK_AFTER_DELETE);
        }
        return faults;
    }

    private MergingServer server(String name) {
        return Objects.requireNonNull(servers.get(name));
    }

    /** Returns the time by a client's clock. If clocks are wrong, two clients may have the same time. */
    private long now(int client) {
        if (clocksAreRight || random.nextInt(4) > 0) {
            lastMicros = Math.max(lastMicros + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        }
        return lastMicros + clientOffsets[client];
    }
}
