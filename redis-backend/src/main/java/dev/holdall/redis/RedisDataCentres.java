package dev.holdall.redis;

import com.typesafe.config.Config;
import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.SessionStoreException.Details;
import dev.holdall.StoreInterruptedException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.config.SessionStores;
import dev.holdall.config.StoreBuilder;
import dev.holdall.redis.internal.DataCentres;
import dev.holdall.redis.internal.replication.Tally;
import dev.holdall.spi.BackendException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the data centres of a store that has a Redis in each of them, for an operator. The store goes on meanwhile;
 * this class has connections of its own.
 *
 * <p>A comparison finds the records of this data centre and of another one that differ, and stores the greater one of
 * each key in both: what was stored before the other data centre was configured, and what was not sent because its mark
 * was dropped or lost. It removes nothing, and brings nothing back that a tombstone forbids. It may be ended and made
 * again at any time.
 *
 * <p>The class is thread-safe. {@code docs/backends/redis.md} says when to compare, what that costs, and how to do it
 * from the command line.
 */
public final class RedisDataCentres implements AutoCloseable {

    private final String name;
    private final SessionStore store;
    private final DataCentres dataCentres;

    /**
     * What a comparison has done so far, or in all.
     *
     * @param scanned how many keys were read for the sums of buckets, in both data centres together
     * @param examined how many keys of buckets with different sums were compared one by one; a key may count twice
     * @param different how many keys differed
     * @param sent how many records of this data centre were stored in the other one
     * @param received how many records of the other data centre were stored in this one
     * @param refused how many records were not stored, because something that isn't an entry is under the key
     */
    public record Comparison(long scanned, long examined, long different, long sent, long received, long refused) {

        private static Comparison of(Tally tally) {
            return new Comparison(
                    tally.scanned(),
                    tally.examined(),
                    tally.different(),
                    tally.sent(),
                    tally.received(),
                    tally.refused());
        }
    }

    private RedisDataCentres(String name, StoreBuilder builder) {
        AtomicReference<DataCentres> opened = new AtomicReference<>();
        this.name = name;
        this.store = builder.backend(RedisBackendProvider.opening((servers, options, opening, context) -> {
                    DataCentres made = DataCentres.open(servers, options, opening, context);
                    opened.set(made);
                    return made.backend();
                }))
                .open();
        this.dataCentres = Objects.requireNonNull(opened.get());
    }

    /**
     * Connects to the local data centre of a store in the application's configuration. Blocks.
     *
     * @param store the store's name: {@code holdall.stores.<name>}
     * @return the data centres; the caller closes them
     * @throws dev.holdall.StoreConfigurationException with all problems of the configuration
     * @throws SessionStoreException if the servers can't be reached, or the store has no other data centre
     */
    public static RedisDataCentres open(String store) {
        return new RedisDataCentres(store, SessionStores.builder(store).configured());
    }

    /**
     * Connects to the local data centre of a store in a configuration that the application has made itself. Blocks.
     *
     * @param store the store's name: {@code holdall.stores.<name>}
     * @param config a configuration with a {@code holdall} block, resolved or not
     * @return the data centres; the caller closes them
     * @throws dev.holdall.StoreConfigurationException with all problems of the configuration
     * @throws SessionStoreException if the servers can't be reached, or the store has no other data centre
     */
    public static RedisDataCentres open(String store, Config config) {
        return new RedisDataCentres(store, SessionStores.builder(store).config(config));
    }

    /**
     * Compares this data centre with another one, and sends what differs both ways. Blocks until that is done, which
     * may take hours: {@code data-centres.compare.rate} limits how many keys a second are read. Refuses to compare
     * where not everything has arrived for longer than {@code tombstone-retention}: see {@link #merge}.
     *
     * @param dataCentre the name of the other data centre in {@code data-centres.others}
     * @param progress receives what was done so far, on this thread, each time that some hundred keys were read; an
     *     exception that it throws ends the comparison
     * @return what was done
     * @throws SessionStoreException if deleted entries could come back, and then nothing was changed; or if a server
     *     fails or doesn't answer, and then what was sent until then stays
     * @throws IllegalArgumentException if no other data centre has this name
     * @throws IllegalStateException if this thread completes the answers of the servers
     */
    public Comparison compare(String dataCentre, Consumer<Comparison> progress) {
        return compare(dataCentre, false, progress);
    }

    /**
     * Compares as {@link #compare} does, even if not everything has arrived for longer than
     * {@code tombstone-retention}: one data centre may have deletions that the other one never got, and may have
     * forgotten them. Entries that were deleted there come back, and so do revoked ones whose horizon has passed.
     * Afterwards replication goes on, if it had stopped for that reason.
     *
     * @param dataCentre the name of the other data centre in {@code data-centres.others}
     * @param progress as for {@link #compare}
     * @return what was done
     * @throws SessionStoreException if a server fails or doesn't answer; what was sent until then stays
     * @throws IllegalArgumentException if no other data centre has this name
     * @throws IllegalStateException if this thread completes the answers of the servers
     */
    public Comparison merge(String dataCentre, Consumer<Comparison> progress) {
        return compare(dataCentre, true, progress);
    }

    private Comparison compare(String dataCentre, boolean merges, Consumer<Comparison> progress) {
        Objects.requireNonNull(dataCentre, "dataCentre");
        Objects.requireNonNull(progress, "progress");
        if (dataCentres.backend().completesOn(Thread.currentThread())) {
            throw new IllegalStateException("this thread completes the answers of the store " + name
                    + ": waiting on it would never end; use another thread");
        }
        try {
            return Comparison.of(dataCentres
                    .comparisons()
                    .compare(dataCentre, merges, tally -> progress.accept(Comparison.of(tally))));
        } catch (BackendException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreInterruptedException(
                    details(Outcome.UNKNOWN, "the thread was interrupted; what was sent until then stays", null));
        }
    }

    private SessionStoreException failure(BackendException failure) {
        Details details = details(
                failure.outcome(),
                failure.getMessage() + "; what was sent until then stays, and comparing again is safe",
                failure.getCause());
        return switch (failure.kind()) {
            case UNAVAILABLE -> new StoreUnavailableException(details);
            case TIMEOUT -> new StoreTimeoutException(details);
            case OVERLOADED -> new StoreOverloadedException(details);
            default -> new SessionStoreException(details);
        };
    }

    private Details details(Outcome outcome, String what, @Nullable Throwable cause) {
        return new Details(name, "redis", Operation.COMPARE, outcome, what, cause);
    }

    /** Closes the connections. A comparison that is being made fails. */
    @Override
    public void close() {
        store.close();
    }
}
