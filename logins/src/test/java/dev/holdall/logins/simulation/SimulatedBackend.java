package dev.holdall.logins.simulation;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.logins.simulation.Replica.Address;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.VersionSteps;
import dev.holdall.spi.WriteResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A backend in one of two data centres that doesn't compare versions, as on Cassandra: plain writes with a version.
 * Only what logins use is there.
 */
final class SimulatedBackend implements SessionBackend, EntryGroupBackend {

    private static final Traits TRAITS = Traits.builder()
            .durability(Traits.Durability.SERVICE)
            .reach(Traits.Scope.ALL_DCS)
            .comparesVersions(false)
            .groups(true)
            .build();

    private final World world;
    private final int dataCentre;

    SimulatedBackend(World world, int dataCentre) {
        this.world = world;
        this.dataCentre = dataCentre;
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Optional<EntryGroupBackend> groups() {
        return Optional.of(this);
    }

    private static Address entry(String key) {
        return new Address(key, "");
    }

    private Replica here() {
        return world.replica(dataCentre);
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        if (options.read() == Read.LATEST) {
            if (world.isCut()) {
                return failedStage(linkIsCut());
            }
            for (int dc = 0; dc < 2; dc++) {
                int other = 1 - dc;
                world.replica(dc)
                        .find(entry(key))
                        .ifPresent(cell -> world.replica(other).apply(Map.of(entry(key), cell)));
            }
        }
        return completedStage(here().find(entry(key)).flatMap(this::live));
    }

    private static BackendException linkIsCut() {
        return new BackendException(BackendException.Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "the link is cut", null);
    }

    private Optional<StoredEntry> live(Cell cell) {
        long now = world.nowMillis();
        return cell.isLive(now)
                ? Optional.of(new StoredEntry(
                        Objects.requireNonNull(cell.value()).clone(), cell.version(), cell.remaining(now)))
                : Optional.empty();
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        world.write(dataCentre, Map.of(entry(key), Cell.of(value, version, lifetime, world.nowMillis())));
        return completedStage(version);
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        return write(key, value, lifetime, VersionSteps.afterUpdate(seen), deadline);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        Optional<StoredEntry> found = here().find(entry(key)).flatMap(this::live);
        found.ifPresent(stored -> world.write(
                dataCentre,
                Map.of(
                        entry(key),
                        Cell.of(
                                stored.value(),
                                VersionSteps.afterTouch(stored.version()),
                                lifetime,
                                world.nowMillis()))));
        return completedStage(found.map(StoredEntry::version));
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        boolean everywhere = world.writeEverywhere(dataCentre, Map.of(entry(key), Cell.tombstone(version)));
        return completedStage(everywhere ? Reach.ALL_DCS : Reach.LOCAL_DC);
    }

    @Override
    public CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        if (read == Read.LATEST) {
            if (world.isCut()) {
                return failedStage(linkIsCut());
            }
            world.replica(0).apply(world.replica(1).group(key));
            world.replica(1).apply(world.replica(0).group(key));
        }
        Map<String, StoredEntry> found = new HashMap<>();
        here().group(key).forEach((address, cell) -> live(cell).ifPresent(stored -> found.put(address.name(), stored)));
        return completedStage(found);
    }

    @Override
    public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        Map<Address, Cell> batch = new HashMap<>();
        writes.forEach(write -> batch.put(
                new Address(key, write.name()),
                Cell.of(write.value(), write.version(version), write.lifetime(), world.nowMillis())));
        world.write(dataCentre, batch);
        return completedStage(version);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        throw new UnsupportedOperationException("logins delete nothing");
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        throw new UnsupportedOperationException("logins write without conditions");
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        throw new UnsupportedOperationException("logins write without conditions");
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        throw new UnsupportedOperationException("logins count nothing");
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
