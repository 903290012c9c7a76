package dev.holdall.spi;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The superclass of decorators: a backend that forwards every request to another backend. Bulk requests and
 * {@code increment} are forwarded too, so a decorator that changes keys or values has to override those methods as
 * well.
 *
 * <p>{@link #maps()} and {@link #groups()} aren't forwarded: a decorator that encrypts values, say, and doesn't know
 * maps must not let their fields pass in clear. So a store with a decorator that doesn't override these methods keeps
 * neither maps nor groups, and its traits say so.
 */
public abstract class ForwardingBackend implements SessionBackend {

    private final SessionBackend delegate;

    /**
     * Makes a backend that forwards to another one.
     *
     * @param delegate the backend that receives the requests
     */
    protected ForwardingBackend(SessionBackend delegate) {
        this.delegate = delegate;
    }

    @Override
    public Traits traits() {
        return delegate.traits();
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        return delegate.read(key, options, deadline);
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return delegate.write(key, value, lifetime, version, deadline);
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        return delegate.update(key, seen, value, lifetime, deadline);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return delegate.writeIfAbsent(key, value, lifetime, version, deadline);
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return delegate.writeIfUnchanged(key, seen, value, lifetime, version, deadline);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return delegate.touch(key, lifetime, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return delegate.delete(key, version, deadline);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return delegate.revoke(key, version, horizonMillis, deadline);
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        return delegate.increment(key, delta, initial, lifetime, version, deadline);
    }

    @Override
    public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
            Collection<String> keys, ReadOptions options, Deadline deadline) {
        return delegate.readAll(keys, options, deadline);
    }

    @Override
    public Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
        return delegate.writeAll(values, lifetime, version, deadline);
    }

    @Override
    public Map<String, CompletionStage<Optional<Version>>> touchAll(
            Collection<String> keys, Lifetime lifetime, Deadline deadline) {
        return delegate.touchAll(keys, lifetime, deadline);
    }

    @Override
    public Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version, Deadline deadline) {
        return delegate.deleteAll(keys, version, deadline);
    }

    @Override
    public boolean completesOn(Thread thread) {
        return delegate.completesOn(thread);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
