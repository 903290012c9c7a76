package dev.holdall.http;

import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.Version;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory whose requests wait at a gate, or fail there, as a test wants. */
final class GatedStore {

    private final AtomicInteger arrived = new AtomicInteger();
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    /** Opens the store. */
    SessionStore open() {
        return SessionStores.builder("sessions")
                .backend("memory")
                .decorator((backend, context) -> new Gated(backend))
                .open();
    }

    /** Lets requests wait from now on, until the returned future is completed. */
    CompletableFuture<Void> shut() {
        CompletableFuture<Void> shut = new CompletableFuture<>();
        gate = shut;
        return shut;
    }

    /** Lets requests fail from now on. */
    void fail(BackendException.Kind kind, Outcome outcome) {
        gate = CompletableFuture.failedFuture(new BackendException(kind, outcome, "10.1.2.3 said no", null));
    }

    /** Lets requests through again. */
    void heal() {
        gate = CompletableFuture.completedFuture(null);
    }

    /** Returns how many requests came to the gate. */
    int arrived() {
        return arrived.get();
    }

    private CompletionStage<Void> pass() {
        arrived.incrementAndGet();
        return gate;
    }

    private final class Gated extends ForwardingBackend {

        Gated(SessionBackend backend) {
            super(backend);
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return pass().thenCompose(done -> super.read(key, options, deadline));
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return pass().thenCompose(done -> super.write(key, value, lifetime, version, deadline));
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return pass().thenCompose(done -> super.writeIfAbsent(key, value, lifetime, version, deadline));
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            return pass().thenCompose(done -> super.touch(key, lifetime, deadline));
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            return pass().thenCompose(done -> super.revoke(key, version, horizonMillis, deadline));
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            return pass().thenCompose(done -> super.delete(key, version, deadline));
        }

        @Override
        public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
                Collection<String> keys, ReadOptions options, Deadline deadline) {
            Map<String, CompletionStage<Optional<StoredEntry>>> reads = new LinkedHashMap<>();
            keys.forEach(key -> reads.put(key, read(key, options, deadline)));
            return reads;
        }
    }
}
