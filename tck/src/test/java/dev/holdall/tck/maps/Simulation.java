package dev.holdall.tck.maps;

import dev.holdall.SessionMaps;
import dev.holdall.spi.VersionSteps;
import dev.holdall.tck.maps.Cell.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A run of several processes in two data centres that write one map, each with its own clock. The data centres exchange
 * what was written in any order: messages may be late, repeated, or lost until a repair at the end. The seed determines
 * the run.
 */
final class Simulation {

    static final List<String> FIELDS = List.of("a", "b", "c", "d");

    private static final Set<String> FIRST_FIELDS = Set.of("a", "b");
    private static final int DATA_CENTRES = 2;
    private static final int STEPS = 60;
    private static final long DAY = 24 * 60 * Setting.MINUTE;

    private record Delivery(long at, int dataCentre, Batch batch) {}

    private final Set<MapRule> rules;
    private final Setting setting;
    private final SplittableRandom random;
    private final Facts facts = new Facts();
    private final List<Replica> replicas = new ArrayList<>();
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final PriorityQueue<Delivery> underWay = new PriorityQueue<>(Comparator.comparingLong(Delivery::at));
    private long now = 1_000 * DAY;
    private long ids;

    private Simulation(Set<MapRule> rules, Setting setting, long seed) {
        this.rules = rules;
        this.setting = setting;
        this.random = new SplittableRandom(seed);
        for (int dataCentre = 0; dataCentre < DATA_CENTRES; dataCentre++) {
            replicas.add(new Replica(rules));
            processes.add(new SimulatedProcess(dataCentre, setting.skew(random), rules));
            processes.add(new SimulatedProcess(dataCentre, setting.skew(random), rules));
        }
    }

    /** Runs a seed under these rules, and returns the promises that the run has broken. */
    static Set<Promise> run(Set<MapRule> rules, Setting setting, long seed) {
        return new Simulation(rules, setting, seed).run();
    }

    private Set<Promise> run() {
        for (int step = 0; step < STEPS; step++) {
            now += setting.step(random);
            deliver(now);
            replicas.forEach(this::check);
            act(processes.get(random.nextInt(processes.size())));
        }
        deliver(Long.MAX_VALUE);
        replicas.forEach(replica -> facts.checkChanges(replica, replica.read(now)));
        checkConverged();
        checkFinalTouch();
        return facts.broken();
    }

    private void deliver(long until) {
        while (!underWay.isEmpty() && underWay.peek().at() <= until) {
            Delivery next = underWay.remove();
            replicas.get(next.dataCentre()).apply(next.batch());
        }
    }

    private void check(Replica replica) {
        facts.checkView(replica, replica.read(now), now);
    }

    /** Checks what all readers see when everything has arrived, now and while the lives of the maps pass. */
    private void checkConverged() {
        long end = now;
        for (int part = 0; part < 6; part++) {
            now = end + part * 6L * Setting.MINUTE;
            replicas.forEach(this::check);
            Replica.View one = replicas.get(0).read(now);
            Replica.View other = replicas.get(1).read(now);
            facts.breakIf(one == null ? other != null : other == null || !one.shows(other), Promise.CONVERGES);
            facts.checkOutcome(one);
            facts.checkOutcome(other);
        }
        now = end;
    }

    /** Ends the map by a touch, and checks that no data centre shows it afterwards. */
    private void checkFinalTouch() {
        touch(processes.get(0), 1_000);
        deliver(Long.MAX_VALUE);
        now += 1_000;
        replicas.forEach(replica -> facts.breakIf(replica.read(now) != null, Promise.TOUCH_SHORTENS));
    }

    private void act(SimulatedProcess process) {
        int what = random.nextInt(40);
        if (what < 5) {
            create(process);
        } else if (what < 15) {
            read(process);
        } else if (what < 30) {
            change(process);
        } else if (what < 36) {
            touch(process, setting.lifetime(random));
        } else if (what < 39 || setting.fast()) {
            facts.deleted(process.known());
            write(process, Batch.deletion(process.next(now)));
        } else {
            facts.revoked();
            write(process, Batch.deletion(process.next(now) + DAY));
        }
    }

    /** Writes to the process's own data centre at once, and sends the same to the other one. */
    private void write(SimulatedProcess process, Batch batch) {
        replicas.get(process.dataCentre()).apply(batch);
        boolean isLost = random.nextInt(10) == 0;
        boolean isRepeated = random.nextInt(8) == 0;
        for (int times = isRepeated ? 2 : 1; times > 0; times--) {
            long at = isLost ? Setting.end(now, setting.repair(), 1) : now + setting.delay(random);
            underWay.add(new Delivery(at, 1 - process.dataCentre(), batch));
        }
    }

    private void create(SimulatedProcess process) {
        long version = process.next(now);
        long lifetime = setting.lifetime(random);
        Born creation = new Born(version, random.nextInt());
        Born born = rules.contains(MapRule.CREATION_IN_ADDRESS) ? bornOf(creation) : Born.SHARED;
        List<Cell> cells = new ArrayList<>();
        if (rules.contains(MapRule.LEASE)) {
            cells.add(new Cell(
                    born, Cell.LEASE, Kind.VALUE, version, Setting.end(now, lifetime, 1), ++ids, creation, lifetime));
        }
        for (String field : FIRST_FIELDS) {
            cells.add(new Cell(
                    born,
                    field,
                    Kind.VALUE,
                    version + VersionSteps.UPDATE_MICROS,
                    fieldEnd(lifetime),
                    ++ids,
                    creation,
                    lifetime));
        }
        boolean deletesOlder = rules.contains(MapRule.OLDER_DELETED) && !born.equals(Born.SHARED);
        facts.created(creation, FIRST_FIELDS);
        process.known().add(creation);
        write(process, new Batch(List.copyOf(cells), 0, deletesOlder ? born : null));
    }

    private Born bornOf(Born creation) {
        return rules.contains(MapRule.RANDOM_BITS) ? creation : new Born(creation.version(), 0);
    }

    private long fieldEnd(long lifetime) {
        return rules.contains(MapRule.FIELDS_OUTLIVE_LEASE) && rules.contains(MapRule.LEASE)
                ? Setting.end(now, setting.longestLifetime(), 2)
                : Setting.end(now, lifetime, 1);
    }

    private void read(SimulatedProcess process) {
        Replica replica = replicas.get(process.dataCentre());
        Replica.View view = replica.read(now);
        if (view != null) {
            process.follow(view.lease().version());
            process.known().add(view.creation());
            Map<String, Long> stored = new HashMap<>();
            for (String field : FIELDS) {
                Cell cell = replica.raw(view.born(), field);
                if (cell != null) {
                    stored.put(field, cell.id());
                }
            }
            process.snapshots().add(new Snapshot(view, stored));
        }
    }

    /** Changes one of the maps that the process has read, however long ago. */
    private void change(SimulatedProcess process) {
        List<Snapshot> snapshots = process.snapshots();
        if (snapshots.isEmpty()) {
            return;
        }
        Snapshot snapshot = snapshots.get(random.nextInt(snapshots.size()));
        int changes = random.nextInt(4) == 0 ? SessionMaps.MAX_CHANGES_IN_A_ROW : 1;
        for (int i = 0; i < changes && snapshot.changes() < SessionMaps.MAX_CHANGES_IN_A_ROW; i++) {
            List<Cell> cells = new ArrayList<>();
            for (String field : FIELDS) {
                if (random.nextInt(3) == 0 && !snapshot.hasRemoved(field)) {
                    cells.add(changed(process, snapshot, field));
                }
            }
            snapshot.changed();
            write(process, Batch.of(cells));
        }
    }

    private Cell changed(SimulatedProcess process, Snapshot snapshot, String field) {
        boolean removes = random.nextInt(8) == 0;
        long lifetime = snapshot.view().lease().lifetime();
        long end = removes && !rules.contains(MapRule.MARKER_LIVES) ? now + setting.briefly() : fieldEnd(lifetime);
        Kind removal = rules.contains(MapRule.REMOVAL_MARKER) ? Kind.REMOVED : Kind.TOMBSTONE;
        Cell cell = new Cell(
                snapshot.view().born(),
                field,
                removes ? removal : Kind.VALUE,
                version(process, snapshot.base(field), removes),
                end,
                ++ids,
                snapshot.view().creation(),
                lifetime);
        facts.changed(cell, snapshot);
        snapshot.wrote(cell);
        return cell;
    }

    private long version(SimulatedProcess process, long base, boolean removes) {
        if (!rules.contains(MapRule.CHANGE_ABOVE_SEEN)) {
            return process.next(now);
        }
        boolean far = removes && rules.contains(MapRule.REMOVAL_STEP);
        return base + (far ? VersionSteps.REMOVAL_MICROS : VersionSteps.UPDATE_MICROS);
    }

    private void touch(SimulatedProcess process, long lifetime) {
        Replica.View view = replicas.get(process.dataCentre()).read(now);
        if (view == null) {
            return;
        }
        Cell lease = view.lease();
        long leaseEnd = Setting.end(now, lifetime, 1);
        long step = leaseEnd < lease.end() && rules.contains(MapRule.TOUCH_STEP) ? VersionSteps.TOUCH_MICROS : 0;
        List<Cell> cells = new ArrayList<>();
        if (rules.contains(MapRule.LEASE)) {
            cells.add(lease.touched(step, leaseEnd, lifetime));
        }
        if (rules.contains(MapRule.WHOLE_TOUCH) || !rules.contains(MapRule.LEASE)) {
            view.fields().values().forEach(cell -> cells.add(cell.touched(step, fieldEnd(lifetime), lifetime)));
        }
        write(process, Batch.of(cells));
    }
}
