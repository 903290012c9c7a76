package dev.holdall.internal.store;

import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreConfigurationException;
import dev.holdall.StoreObserver;
import dev.holdall.Traits;
import dev.holdall.internal.DurationText;
import dev.holdall.internal.Observers;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.clock.VersionClock;
import dev.holdall.internal.dispatch.Dispatch;
import dev.holdall.internal.validation.Validation;
import dev.holdall.internal.verbs.StoreParts;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.SessionBackend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Assembles a store: opens the backend, decorates it, and makes the blocking and the asynchronous face. */
public final class Stores {

    private Stores() {}

    /**
     * Opens a store.
     *
     * @param settings the options of the store
     * @param factory opens the backend
     * @param decorators wrap the backend, the outermost first
     * @param clock the wall clock, which also measures lifetimes; null for the system's clock
     * @param executor runs callers' functions on the asynchronous face
     * @param observers the observers of every call
     * @return a store that is ready for use
     * @throws StoreConfigurationException if the settings don't fit the backend
     * @throws SessionStoreException if the backend can't be opened
     */
    public static SessionStore open(
            StoreSettings settings,
            BackendFactory factory,
            List<DecoratorFactory> decorators,
            @Nullable InstantSource clock,
            Executor executor,
            List<StoreObserver> observers) {
        Observers all = new Observers(settings.name(), settings.backend(), observers);
        SessionBackend backend = new Reopening(settings).open(() -> {
            Opening opening = new Opening(settings);
            BackendContext context = new StoreContext(settings, factory.getClass(), opening.deadline(), clock, all);
            return opening.open(factory.getClass(), () -> decorated(factory, decorators, context));
        });
        try {
            return assemble(backend, settings, clock == null ? InstantSource.system() : clock, executor, all);
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    private static SessionStore assemble(
            SessionBackend backend,
            StoreSettings settings,
            InstantSource wallClock,
            Executor executor,
            Observers observers) {
        Traits traits = narrowed(settings, withoutHidden(backend));
        VersionClock clock = new VersionClock(settings, traits, wallClock, observers);
        StoreParts parts = new StoreParts(
                backend,
                new Validation(settings, traits, wallClock),
                new Dispatch(settings, clock, observers),
                clock,
                wallClock);
        OpenStore store = new OpenStore(settings, parts, traits);
        return new BlockingStore(store, new AsyncStore(store, executor));
    }

    /** Returns the traits of a backend, which keeps neither maps nor groups if one of its decorators doesn't. */
    private static Traits withoutHidden(SessionBackend backend) {
        Traits traits = backend.traits();
        return traits.toBuilder()
                .maps(traits.maps() && backend.maps().isPresent())
                .groups(traits.groups() && backend.groups().isPresent())
                .build();
    }

    private static SessionBackend decorated(
            BackendFactory factory, List<DecoratorFactory> decorators, BackendContext context) {
        SessionBackend backend = Objects.requireNonNull(factory.open(context), "the factory returned no backend");
        try {
            for (int i = decorators.size() - 1; i >= 0; i--) {
                backend = Objects.requireNonNull(
                        decorators.get(i).decorate(backend, context), "the factory returned no decorator");
            }
            return backend;
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    /** Returns the backend's traits, narrowed by the store's own limits. */
    private static Traits narrowed(StoreSettings settings, Traits backend) {
        List<String> problems = new ArrayList<>();
        if (settings.maxValueBytes() > backend.maxValueBytes()) {
            problems.add(path(settings, "max-value-size") + " is " + settings.maxValueBytes()
                    + " bytes, but this backend takes at most " + backend.maxValueBytes()
                    + "; lower it, or give the backend more room");
        }
        checkTtl(settings.maxTtl(), path(settings, "max-ttl"), backend, problems);
        checkTtl(settings.defaultTtl(), path(settings, "default-ttl"), backend, problems);
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

    private static void checkTtl(@Nullable Duration ttl, String option, Traits backend, List<String> problems) {
        if (ttl != null && ttl.compareTo(backend.maxTtl()) > 0) {
            problems.add(option + " is " + DurationText.exact(ttl) + ", but this backend takes at most "
                    + DurationText.exact(backend.maxTtl()) + "; lower it");
        }
    }
}
