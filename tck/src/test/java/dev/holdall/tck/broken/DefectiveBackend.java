package dev.holdall.tck.broken;

import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/** A wrapper around a healthy backend. Each subclass breaks one thing. */
abstract class DefectiveBackend extends ForwardingBackend {

    static final Lifetime A_DAY = Lifetime.ofMillis(Duration.ofDays(1).toMillis());

    /** The deadline of requests that a broken backend makes itself. */
    static final Deadline A_WHILE = Deadline.in(Duration.ofDays(1));

    final SessionBackend healthy;

    DefectiveBackend(SessionBackend healthy) {
        super(healthy);
        this.healthy = healthy;
    }

    /** Returns the answer of the healthy backend at once, since its stages are always complete. */
    static <T> T now(CompletionStage<T> answer) {
        return answer.toCompletableFuture().join();
    }

    final Optional<StoredEntry> find(String key) {
        return now(healthy.read(key, ReadOptions.LOCAL_WITH_LIFETIME, A_WHILE));
    }

    final boolean isPresent(String key) {
        return find(key).isPresent();
    }

    final Optional<Lifetime> remaining(String key) {
        return find(key).map(StoredEntry::remaining);
    }

    /** Returns what adding an entry would answer, and adds nothing, since the lifetime is {@code OVER}. */
    final WriteResult couldAdd(String key, Version version) {
        return now(healthy.writeIfAbsent(key, new byte[0], Lifetime.OVER, version, A_WHILE));
    }

    final boolean isRevoked(String key) {
        return couldAdd(key, new Version(0)).status() == WriteResult.Status.REVOKED;
    }

    /** Waits a moment, so that calls of other threads can come in between. */
    static void dawdle() {
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
}
