package dev.holdall.internal;

import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreConfigurationException;
import dev.holdall.StoreObserver;
import dev.holdall.Traits;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.SessionBackend;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts a store together: opens the backend, decorates it, and sets the faces on it. */
public final class Stores {

    private Stores() {}

    /**
     * Opens a store.
     *
     * @param settings what it is configured with
     * @param factory opens its backend
     * @param clock the wall clock, and the measure of lifetimes too; null for the system's
     * @param executor runs callers' functions on the asynchronous face
     * @param observers are told of every request
     * @return a store that is ready for use
     * @throws StoreConfigurationException if the settings don't fit the backend
     * @throws SessionStoreException if the backend can't be opened
     */
    public static SessionStore open(
            StoreSettings settings,
            BackendFactory factory,
            @Nullable InstantSource clock,
            Executor executor,
            List<StoreObserver> observers) {
        Observers all = new Observers(settings.name(), observers);
        SessionBackend backend = openBackend(settings, factory, new Context(settings, clock, all));
        try {
            Traits traits = narrowed(settings, backend.traits());
            SessionBackend observed = all.isEmpty() ? backend : new ObservedBackend(backend, settings, all);
            Core core = new Core(settings, observed, traits, clock == null ? InstantSource.system() : clock, all);
            return new BlockingStore(core, new AsyncStore(core, executor));
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    private static SessionBackend openBackend(StoreSettings settings, BackendFactory factory, BackendContext context) {
        try {
            return Objects.requireNonNull(factory.open(context), "the factory returned no backend");
        } catch (SessionStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Failures(settings).ofOpening(e);
        }
    }

    /** The backend's traits within the store's own limits. */
    private static Traits narrowed(StoreSettings settings, Traits backend) {
        List<String> problems = new ArrayList<>();
        if (settings.maxValueBytes() > backend.maxValueBytes()) {
            problems.add(path(settings, "max-value-size") + " is " + settings.maxValueBytes()
                    + " bytes, but this backend takes at most " + backend.maxValueBytes()
                    + "; lower it, or give the backend more room");
        }
        exceeds(settings.maxTtl(), path(settings, "max-ttl"), backend, problems);
        exceeds(settings.defaultTtl(), path(settings, "default-ttl"), backend, problems);
        if (!problems.isEmpty()) {
            throw new StoreConfigurationException(settings.name(), settings.backend(), problems);
        }
        Duration maxTtl = settings.maxTtl() == null ? backend.maxTtl() : settings.maxTtl();
        return backend.toBuilder()
                .maxTtl(maxTtl)
                .maxValueBytes(settings.maxValueBytes())
                .build();
    }

    private static String path(StoreSettings settings, String option) {
        return "holdall.stores." + settings.name() + "." + option;
    }

    private static void exceeds(@Nullable Duration ttl, String option, Traits backend, List<String> problems) {
        if (ttl != null && ttl.compareTo(backend.maxTtl()) > 0) {
            problems.add(option + " is " + ttl + ", but this backend takes at most " + backend.maxTtl() + "; lower it");
        }
    }

    private record Context(StoreSettings settings, @Nullable InstantSource clock, Observers observers)
            implements BackendContext {

        @Override
        public String store() {
            return settings.name();
        }

        @Override
        public LongSupplier nanoTime() {
            return clock == null ? System::nanoTime : () -> nanos(clock.instant());
        }

        @Override
        public Duration requestTimeout() {
            return settings.requestTimeout();
        }

        @Override
        public int maxValueBytes() {
            return settings.maxValueBytes();
        }

        @Override
        public Duration revocationHorizon() {
            return settings.revocationHorizon();
        }

        @Override
        public void report(StoreObserver.Incident incident) {
            observers.onIncident(incident);
        }

        private static long nanos(Instant instant) {
            return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
        }
    }
}
