package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.connections.RemoteServers;
import dev.holdall.redis.internal.register.PackedEntry;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.LogThrottle;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Another data centre: sends records there, and lets their marks be removed when it has confirmed them. Nothing waits
 * for that. If too much is under way, or the data centre isn't connected, a record isn't sent now: its mark stays, and
 * the sweep sends it later. Thread-safe.
 */
final class OtherDataCentre implements AutoCloseable {

    /** What a record takes besides its value. */
    private static final int OVERHEAD_BYTES = 256;

    private final String name;
    private final RemoteServers servers;
    private final Function<Servers, Site> siteOf;
    private final Confirmations confirmations;
    private final long mostBytes;
    private final String store;
    private final LogThrottle refusals = new LogThrottle();
    private final AtomicLong bytesUnderWay = new AtomicLong();
    private final LongAdder refused = new LongAdder();

    /** Null until its servers were connected. */
    private volatile @Nullable GroupedSending sending;

    /** Completes with whether the last check was answered. */
    private volatile CompletableFuture<Boolean> lastCheck = CompletableFuture.completedFuture(false);

    /** Whether this data centre may send there; see {@link Synchrony}. */
    private volatile boolean allowed = true;

    OtherDataCentre(
            String name,
            RemoteServers servers,
            Function<Servers, Site> siteOf,
            Confirmations confirmations,
            long mostBytes,
            String store) {
        this.name = name;
        this.servers = servers;
        this.siteOf = siteOf;
        this.confirmations = confirmations;
        this.mostBytes = mostBytes;
        this.store = store;
    }

    /**
     * Begins to connect.
     *
     * @param onReconnect is run each time that the servers were connected again; must not block
     */
    void start(Runnable onReconnect) {
        servers.start(onReconnect);
    }

    boolean completesOn(Thread thread) {
        return servers.connected().filter(each -> each.completesOn(thread)).isPresent();
    }

    String name() {
        return name;
    }

    void allow(boolean sending) {
        allowed = sending;
    }

    boolean isAllowed() {
        return allowed;
    }

    /** Returns a stage that completes when the first try to connect has ended. */
    CompletableFuture<Void> firstTry() {
        return servers.firstTry().toCompletableFuture();
    }

    /** Returns the site; empty while its servers were never connected. */
    Optional<Site> site() {
        return sending().map(GroupedSending::there);
    }

    private Optional<GroupedSending> sending() {
        GroupedSending known = sending;
        if (known != null) {
            return Optional.of(known);
        }
        Optional<GroupedSending> connected = servers.connected().map(siteOf).map(GroupedSending::new);
        connected.ifPresent(each -> {
            sending = each;
            CompletionStage<Void> unused = each.there().readTime();
        });
        return connected;
    }

    /** Asks for the time there, so that it is known whether there is an answer, and how the clocks differ. */
    void check() {
        lastCheck = site().map(there -> there.readTime()
                        .handle((read, failure) -> failure == null)
                        .toCompletableFuture())
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    /** Tells whether the last check was answered by now. */
    boolean hasAnswered() {
        return lastCheck.getNow(false);
    }

    /** Returns how many records were refused. */
    long refused() {
        return refused.sum();
    }

    /** Sends a record, unless too much is under way; the mark with this stamp is removed when it is confirmed. */
    void push(String key, PackedEntry record, byte[] lifetime, long stamp) {
        long bytes = size(key, record);
        if (!allowed) {
            return;
        }
        if (bytesUnderWay.addAndGet(bytes) > mostBytes) {
            bytesUnderWay.addAndGet(-bytes);
            return;
        }
        apply(key, record, lifetime, stamp).whenComplete((applied, failure) -> bytesUnderWay.addAndGet(-bytes));
    }

    /** Returns about how many bytes of memory a record takes that is kept or under way. */
    static long size(String key, PackedEntry record) {
        return (long) record.size() + key.length() + OVERHEAD_BYTES;
    }

    /** Sends a record; the mark with this stamp is removed when it is confirmed. */
    CompletionStage<Reply> apply(String key, PackedEntry record, byte[] lifetime, long stamp) {
        Optional<GroupedSending> connected = sending();
        if (connected.isEmpty()) {
            return CompletableFuture.failedStage(Replication.notConnected(name));
        }
        GroupedSending there = connected.get();
        return there.send(there.there().calls().apply(key, record, lifetime)).whenComplete((reply, failure) -> {
            if (failure == null) {
                confirm(key, stamp);
            } else {
                refused(ServerFailures.translate(failure));
            }
        });
    }

    /** Logs why a record isn't taken, unless the link is down: that is logged elsewhere, and needs no change here. */
    private void refused(BackendException failure) {
        boolean unreachable =
                failure.kind() == BackendException.Kind.UNAVAILABLE || failure.kind() == BackendException.Kind.TIMEOUT;
        if (unreachable) {
            return;
        }
        refused.increment();
        if (refusals.count()) {
            RedisLog.LOG.warn(
                    "{}/redis: the data centre {} doesn't take a record, which is sent again: {}",
                    store,
                    name,
                    failure.getMessage());
        }
    }

    /**
     * Removes the mark with this stamp. A record that was sent without one removes no mark, and must not take the place
     * of a stamp of the same key that waits to be confirmed.
     */
    void confirm(String key, long stamp) {
        if (stamp != Replay.NO_STAMP) {
            confirmations.add(key, stamp);
        }
    }

    @Override
    public void close() {
        servers.close();
        confirmations.close();
    }
}
