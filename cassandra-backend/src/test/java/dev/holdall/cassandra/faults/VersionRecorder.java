package dev.holdall.cassandra.faults;

import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.VersionSteps;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Records the version of the last write of each thread. This works because the blocking face calls the backend in the
 * thread of its caller.
 */
final class VersionRecorder extends ForwardingBackend {

    private static final ThreadLocal<Version> LAST = new ThreadLocal<>();

    VersionRecorder(SessionBackend backend) {
        super(backend);
    }

    static Version last() {
        return Objects.requireNonNull(LAST.get());
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        LAST.set(version);
        return super.write(key, value, lifetime, version, deadline);
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        LAST.set(VersionSteps.afterUpdate(seen));
        return super.update(key, seen, value, lifetime, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        LAST.set(version);
        return super.delete(key, version, deadline);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        LAST.set(version);
        return super.revoke(key, version, horizonMillis, deadline);
    }
}
