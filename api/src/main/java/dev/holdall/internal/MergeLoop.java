package dev.holdall.internal;

import dev.holdall.Entry;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A merge: a caller's function in a compare-and-set loop. */
final class MergeLoop extends CasLoop<Optional<Entry>> {

    private final Core core;
    private final Function<Optional<Entry>, Optional<byte[]>> function;
    private final Ttl ttl;
    private final CallState state;

    MergeLoop(
            Core core,
            String key,
            Function<Optional<Entry>, Optional<byte[]>> function,
            Ttl ttl,
            CallState state,
            Executor executor) {
        super(core.backend(), key, executor, executor);
        this.core = core;
        this.function = function;
        this.ttl = ttl;
        this.state = state;
    }

    @Override
    Optional<Change> change(Optional<StoredEntry> found) {
        Optional<Entry> current = core.entryOf(found);
        return UserCode.call(() -> function.apply(current).map(this::change));
    }

    private Change change(byte[] value) {
        return new Change(core.admit(value), core.lifetime(ttl));
    }

    @Override
    Version nextVersion() {
        return core.nextVersion();
    }

    @Override
    Optional<Entry> stored(Change change, Version version) {
        core.saw(version);
        Lifetime lifetime = change.lifetime();
        return Optional.of(core.entryOf(new StoredEntry(change.value(), version, lifetime)));
    }

    @Override
    Optional<Entry> unchanged() {
        return Optional.empty();
    }

    @Override
    Optional<Entry> revoked() {
        return Optional.empty();
    }

    @Override
    boolean mayGoOn() {
        return state.mayGoOn();
    }

    @Override
    boolean beginWrite() {
        return state.beginWrite();
    }

    @Override
    void writeEnded() {
        state.writeEnded();
    }

    @Override
    BackendException givenUp() {
        return CallState.givenUp();
    }
}
