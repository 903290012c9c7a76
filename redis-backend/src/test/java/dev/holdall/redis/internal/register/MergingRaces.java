package dev.holdall.redis.internal.register;

import dev.holdall.Version;
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
 * Writes to the same keys in several data centres, and sends records between them, in an order that a seed decides.
 * Messages and answers are lost and reordered, processes forget what they wanted to send, and clocks differ.
 *
 * <p>It keeps the greatest record that was ever stored under each key, and what was revoked and deleted. When every
 * mark is confirmed, every data centre must have the greatest record.
 */
final class MergingRaces {

    private static final int KEYS = 12;
    private static final int STEPS = 220;
    private static final int CLIENTS = 2;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final int MOST_ROUNDS = 20;

    /** More than the second that ends may differ by, and less than any two lifetimes of these races. */
    private static final long ENDS_DIFFER_MILLIS = 20_000;

    private final SplittableRandom random;
    private final List<String> names;
    private final Map<String, MergingServer> servers;
    private final long[] clientOffsets;
    private final long horizonMicros;

    private final List<Message> messages = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Map<String, List<Version>> seen = new HashMap<>();
    private final Map<String, PackedRecord> greatest = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();
    private final Map<String, Boolean> deletedLast = new HashMap<>();
    private long lastMicros;
    private long stamp;

    /** A record on its way to another data centre. */
    private record Message(String from, String to, String key, PackedRecord record, long stamp) {}

    /** The answer to a message, on its way back. */
    private record Answer(Message message) {}

    /** What went wrong for a key. */
    enum Fault {
        /** Two data centres have different records. */
        DIVERGED,
        /** They have another record than the greatest one that was ever stored. */
        WRONG_WINNER,
        /** They have the same record, and it ends at different moments. */
        ENDS_APART,
        /** A key that was revoked has an entry. */
        BACK_AFTER_REVOKE,
        /** A key whose last write was a delete has an entry. This is a fault only if all clocks are right. */
        BACK_AFTER_DELETE
    }

    /**
     * Prepares races.
     *
     * @param servers the server of each data centre
     * @param clientSkew how far the clocks of clients may differ from the time
     * @param horizon how far ahead of the time the version of a revocation is
     */
    MergingRaces(long seed, Map<String, MergingServer> servers, Duration clientSkew, Duration horizon) {
        random = new SplittableRandom(seed);
        this.servers = servers;
        this.names = List.copyOf(servers.keySet());
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
        deliverLate();
        converge();
        return faults();
    }

    private void step() {
        int choice = random.nextInt(100);
        if (choice < 50) {
            write();
        } else if (choice < 60) {
            look();
        } else if (choice < 75) {
            deliver();
        } else if (choice < 85) {
            confirm();
        } else {
            sweepSome();
        }
    }

    // Writes

    private void write() {
        int dataCentre = random.nextInt(names.size());
        String name = names.get(dataCentre);
        MergingServer server = server(name);
        String key = "key" + random.nextInt(KEYS);
        long now = now(dataCentre * CLIENTS + random.nextInt(CLIENTS));
        long mark = ++stamp;
        byte[] millis = MergingServer.digits(
                random.nextBoolean() ? HOUR_MILLIS : HOUR_MILLIS + random.nextInt(1, 100) * 60_000L);
        byte[] value = {(byte) random.nextInt(256), (byte) random.nextInt(256)};
        byte[] reply = switch (random.nextInt(20)) {
            case 0, 1, 2, 3 ->
                server.write(Scripts.MERGING.write(), key, mark, MergingServer.packed('V', now, value), millis);
            case 4, 5, 6, 7, 8 -> update(server, key, mark, value, millis);
            case 9, 10, 11 ->
                server.write(Scripts.MERGING.touch(), key, mark, MergingServer.packed('V', Long.MAX_VALUE), millis);
            case 12 ->
                server.write(
                        Scripts.MERGING.touch(),
                        key,
                        mark,
                        MergingServer.packed('V', Long.MIN_VALUE),
                        MergingServer.digits(60_000));
            case 13, 14 ->
                server.write(Scripts.MERGING.writeIfAbsent(), key, mark, MergingServer.packed('V', now, value), millis);
            case 15, 16 -> compareAndSet(server, key, mark, now, value, millis);
            case 17, 18 -> delete(server, key, mark, now);
            default -> revoke(server, key, mark, now);
        };
        if (reply != null && (reply[0] == 'S' || reply[0] == 'T')) {
            stored(name, key, mark);
        }
    }

    private byte[] update(MergingServer server, String key, long mark, byte[] value, byte[] millis) {
        Version version = anySeen(key);
        return server.write(
                Scripts.MERGING.update(),
                key,
                mark,
                MergingServer.packed('V', VersionSteps.afterUpdate(version).micros(), value),
                millis,
                Arguments.bytes(version));
    }

    private byte[] compareAndSet(MergingServer server, String key, long mark, long now, byte[] value, byte[] millis) {
        return server.write(
                Scripts.MERGING.writeIfUnchanged(),
                key,
                mark,
                MergingServer.packed('V', now, value),
                millis,
                Arguments.bytes(anySeen(key)));
    }

    private byte[] delete(MergingServer server, String key, long mark, long now) {
        deletedLast.put(key, true);
        return server.write(Scripts.MERGING.delete(), key, mark, MergingServer.packed('V', now));
    }

    private byte[] revoke(MergingServer server, String key, long mark, long now) {
        if (!revoked.contains(key) && random.nextInt(4) > 0) {
            return new byte[] {'C'};
        }
        revoked.add(key);
        return server.write(
                Scripts.MERGING.revoke(),
                key,
                mark,
                MergingServer.packed('R', now + horizonMicros),
                MergingServer.digits(horizonMicros / 1_000));
    }

    private Version anySeen(String key) {
        List<Version> versions = seen.getOrDefault(key, List.of());
        return versions.isEmpty()
                ? new Version(0)
                : versions.get(versions.size() - 1 - random.nextInt(Math.min(3, versions.size())));
    }

    /** Keeps what is stored now, and sends it to the other data centres, or forgets to. */
    private void stored(String name, String key, long mark) {
        Optional<PackedRecord> record = server(name).record(key);
        record.ifPresent(each -> {
            greatest.merge(key, each, (one, other) -> one.compareTo(other) >= 0 ? one : other);
            deletedLast.put(key, !each.isEntry());
            names.stream()
                    .filter(other -> !other.equals(name) && random.nextInt(3) > 0)
                    .forEach(other -> messages.add(new Message(name, other, key, each, mark)));
        });
    }

    /** A client reads a key, and bases a later write on what it has seen. */
    private void look() {
        String key = "key" + random.nextInt(KEYS);
        server(names.get(random.nextInt(names.size())))
                .record(key)
                .filter(PackedRecord::isEntry)
                .ifPresent(each ->
                        seen.computeIfAbsent(key, unused -> new ArrayList<>()).add(each.version()));
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
        if (random.nextInt(8) == 0) {
            messages.add(message);
        }
    }

    private void apply(Message message) {
        server(message.to()).apply(message.key(), message.record());
        answers.add(new Answer(message));
    }

    private void confirm() {
        if (answers.isEmpty()) {
            return;
        }
        Message message = answers.remove(random.nextInt(answers.size())).message();
        if (random.nextInt(4) > 0) {
            confirm(message);
        }
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
                            server(to).apply(each.key(), each.record());
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

    /** Delivers what is still under way. It is old, and must change nothing. */
    private void deliverLate() {
        messages.forEach(this::apply);
        answers.forEach(each -> confirm(each.message()));
        messages.clear();
        answers.clear();
    }

    // Faults

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            faults.addAll(faults("key" + key));
        }
        return faults;
    }

    private List<Fault> faults(String key) {
        List<Fault> faults = new ArrayList<>();
        List<Optional<PackedRecord>> records =
                names.stream().map(name -> server(name).record(key)).toList();
        if (records.stream().distinct().count() > 1) {
            faults.add(Fault.DIVERGED);
        }
        if (endsApart(records.stream().flatMap(Optional::stream).toList())) {
            faults.add(Fault.ENDS_APART);
        }
        PackedRecord expected = greatest.get(key);
        if (records.stream().anyMatch(each -> !each.equals(Optional.ofNullable(expected)))) {
            faults.add(Fault.WRONG_WINNER);
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

    private static boolean endsApart(List<PackedRecord> records) {
        LongSummaryStatistics millis =
                records.stream().mapToLong(PackedRecord::remainingMillis).summaryStatistics();
        return millis.getMax() - millis.getMin() > ENDS_DIFFER_MILLIS;
    }

    // Bytes

    private long now(int client) {
        lastMicros = Math.max(lastMicros + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        return lastMicros + clientOffsets[client];
    }
}
