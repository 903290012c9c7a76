package dev.holdall.tck.example;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Counters;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * An example of a backend: a map in this process. It compares versions. An entry that is never accessed again stays in
 * the map after its expiry; a backend for production would remove such entries, and bound the map.
 */
public final class MapBackend implements SessionBackend {

    private static final Traits TRAITS =
            Traits.builder().comparesVersions(true).maps(true).groups(true).build();

    private final ConcurrentHashMap<String, Slot> slots = new ConcurrentHashMap<>();
    private final VersionFloor floor = new VersionFloor();
    private final LongSupplier nanoTime;
    private final Revocations revocations;
    private final SessionMapBackend maps;
    private final EntryGroupBackend groups;

    /** Creates an empty backend that remembers at most this many revocations. */
    public MapBackend(int maxRevocations, BackendContext context) {
        nanoTime = context.nanoTime();
        revocations = new Revocations(maxRevocations, context);
        maps = new ExampleMaps(nanoTime, revocations);
        groups = new ExampleGroups(nanoTime);
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Optional<SessionMapBackend> maps() {
        return Optional.of(maps);
    }

    @Override
    public Optional<EntryGroupBackend> groups() {
        return Optional.of(groups);
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        long now = nanoTime.getAsLong();
        return CompletableFuture.completedStage(Optional.ofNullable(slots.get(key))
                .filter(slot -> !slot.hasEnded(now))
                .map(slot -> new StoredEntry(slot.value().clone(), slot.version(), slot.remaining(now))));
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return atomically(key, register -> register.isRevoked() ? version : register.put(value, lifetime, version));
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        return atomically(
                key,
                register -> register.isPresent() && !register.version().isAfter(seen)
                        ? register.put(value, lifetime, register.version())
                        : seen);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return atomically(key, register -> {
            if (register.isPresent()) {
                return WriteResult.CONFLICT;
            }
            return register.isRevoked()
                    ? WriteResult.REVOKED
                    : WriteResult.stored(register.put(value, lifetime, version));
        });
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return atomically(key, register -> {
            if (register.isPresent() && register.version().equals(seen)) {
                return WriteResult.stored(register.put(value, lifetime, version));
            }
            return register.isRevoked() ? WriteResult.REVOKED : WriteResult.CONFLICT;
        });
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return atomically(
                key, register -> register.isPresent() ? Optional.of(register.touch(lifetime)) : Optional.empty());
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return atomically(key, register -> {
            register.remove();
            return Reach.ALL_DCS;
        });
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return atomically(key, register -> {
            register.remove();
            revocations.add(key, horizonMillis);
            return Reach.ALL_DCS;
        });
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        return atomically(key, register -> {
            if (register.isPresent()) {
                long sum = Math.addExact(Counters.parse(register.value()), delta);
                return new Counted(sum, register.putValue(Counters.format(sum), version));
            }
            return register.isRevoked()
                    ? new Counted(initial, null)
                    : new Counted(initial, register.put(Counters.format(initial), lifetime, version));
        });
    }

    /** Returns how many revocations are remembered. */
    public int revocations() {
        return revocations.size();
    }

    @Override
    public void close() {
        // The map isn't cleared: calls under way would then be answered as if their keys were absent.
    }

    /** Lets a verb read and change the register of a key, atomically: no other call on the key comes in between. */
    private <R> CompletionStage<R> atomically(String key, Function<Register, R> verb) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        try {
            slots.compute(key, (same, slot) -> {
                Register register = new Register(key, slot, nanoTime.getAsLong(), floor, revocations);
                answer.complete(verb.apply(register));
                return register.slot();
            });
        } catch (BackendException | ArithmeticException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }
}
