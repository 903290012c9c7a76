package dev.holdall.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.config.internal.ApplicationConfig;
import dev.holdall.config.internal.ConfigSource;
import dev.holdall.config.internal.NamedBackend;
import dev.holdall.config.internal.Names;
import dev.holdall.internal.threads.Threads;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendProvider;
import dev.holdall.spi.DecoratorFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens a store from code. An option that isn't set here comes from {@link #config}, or else from the
 * {@code reference.conf} files, which also document the meaning and the bounds of each option. {@link #open} checks the
 * options that are set here in the same way as those of a configuration. {@link SessionStores#builder} makes builders.
 * Not thread-safe.
 */
public final class StoreBuilder {

    private static final String ORIGIN = "the builder";

    private final String name;
    private final Map<String, Object> options = new HashMap<>();
    private final List<StoreObserver> observers = new ArrayList<>();
    private final List<DecoratorFactory> decorators = new ArrayList<>();
    private ConfigSource source = ConfigSource.NONE;
    private @Nullable NamedBackend backend;
    private @Nullable BackendProvider provider;
    private @Nullable InstantSource clock;
    private Executor executor = Threads.functions();

    StoreBuilder(String name) {
        this.name = Names.checked(name);
    }

    /**
     * Takes this store's options from the application's configuration, as {@link SessionStores#open(String)} does. Then
     * code has to add only what a file can't contain, such as observers or an executor.
     *
     * @return this
     */
    public StoreBuilder configured() {
        return source(ApplicationConfig.live());
    }

    /**
     * Takes this store's options from {@code holdall.stores.<name>} and {@code holdall.defaults} in a configuration.
     * Options that other methods of this builder set take precedence over them.
     *
     * @param config a configuration with a {@code holdall} block, resolved or not
     * @return this
     */
    public StoreBuilder config(Config config) {
        return source(ConfigSource.of(config));
    }

    /**
     * Chooses the backend by name, as a configuration does. The backend's options come from {@link #config}.
     *
     * @param value the name of a backend on the class path
     * @return this
     */
    public StoreBuilder backend(String value) {
        backend = null;
        provider = null;
        return option("backend", value);
    }

    /**
     * Sets a backend that code opens. The options that a configuration has for a backend are ignored then.
     *
     * @param value the name of the backend for failures and observers
     * @param factory opens the backend
     * @return this
     */
    public StoreBuilder backend(String value, BackendFactory factory) {
        backend = new NamedBackend(Names.checked(value), Objects.requireNonNull(factory, "factory"));
        provider = null;
        return this;
    }

    /**
     * Sets a backend whose provider got something from code that a file can't contain, such as a client of the
     * application. The backend's options come from {@link #config}, as for a backend that is chosen by name. The
     * provider need not be registered on the class path.
     *
     * @param value reads the options and opens the backend
     * @return this
     */
    public StoreBuilder backend(BackendProvider value) {
        backend(value.name());
        provider = value;
        return this;
    }

    /**
     * Wraps the backend in a decorator. Decorators that are set here wrap those that are configured; the one that is
     * set first is the outermost.
     *
     * @param value makes the decorator when the store is opened
     * @return this
     */
    public StoreBuilder decorator(DecoratorFactory value) {
        decorators.add(Objects.requireNonNull(value, "decorator"));
        return this;
    }

    /**
     * Sets the namespace, which is put before every key, followed by a colon.
     *
     * @param value up to 64 ASCII letters, digits, dots, hyphens and underscores; empty for none
     * @return this
     */
    public StoreBuilder namespace(String value) {
        return option("namespace", value);
    }

    /**
     * Sets the TTL of a call that doesn't specify one ({@code default-ttl}).
     *
     * @param value greater than zero
     * @return this
     */
    public StoreBuilder defaultTtl(Duration value) {
        return duration("default-ttl", value);
    }

    /**
     * Makes entries stay forever if a call doesn't specify a TTL ({@code default-ttl = never}).
     *
     * @return this
     */
    public StoreBuilder neverExpiresByDefault() {
        return option("default-ttl", "never");
    }

    /**
     * Sets the longest TTL that a call may ask for.
     *
     * @param value greater than zero
     * @return this
     */
    public StoreBuilder maxTtl(Duration value) {
        return duration("max-ttl", value);
    }

    /**
     * Sets what the store does with a call whose TTL is longer than {@link #maxTtl}.
     *
     * @param value whether the call is refused, or gets the longest TTL
     * @return this
     */
    public StoreBuilder aboveMaxTtl(AboveMaxTtl value) {
        return option("above-max-ttl", value.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Sets the size of the largest value ({@code max-value-size}).
     *
     * @param value bytes, greater than zero
     * @return this
     */
    public StoreBuilder maxValueBytes(int value) {
        return option("max-value-size", value);
    }

    /**
     * Sets the time after which a call fails ({@code request-timeout}).
     *
     * @param value 1 millisecond or more
     * @return this
     */
    public StoreBuilder requestTimeout(Duration value) {
        return duration("request-timeout", value);
    }

    /**
     * Sets how long opening the store may take ({@code open-timeout}).
     *
     * @param value 100 milliseconds or more
     * @return this
     */
    public StoreBuilder openTimeout(Duration value) {
        return duration("open-timeout", value);
    }

    /**
     * Sets how long opening the store goes on trying while its servers can't be reached ({@code wait-for-servers}).
     *
     * @param value zero, for one try, or more
     * @return this
     */
    public StoreBuilder waitForServers(Duration value) {
        return duration("wait-for-servers", value);
    }

    /**
     * Sets how far the clock of another process may be ahead of the clock of this process ({@code max-clock-skew}).
     *
     * @param value zero or more
     * @return this
     */
    public StoreBuilder maxClockSkew(Duration value) {
        return duration("max-clock-skew", value);
    }

    /**
     * Sets how long a revocation holds ({@code revocation-horizon}).
     *
     * @param value 1 second or more
     * @return this
     */
    public StoreBuilder revocationHorizon(Duration value) {
        return duration("revocation-horizon", value);
    }

    /**
     * Sets the wall clock, for tests. A backend that measures lifetimes itself uses this clock for them too.
     *
     * @param value the clock; any thread may read it, at every call
     * @return this
     */
    public StoreBuilder clock(InstantSource value) {
        clock = Objects.requireNonNull(value, "clock");
        return this;
    }

    /**
     * Sets the executor for the functions that are given to {@code merge} and {@code getOrCompute} on the asynchronous
     * face. The executor runs nothing else, and deadlines don't depend on it. It may run a function on the thread that
     * submits the function: this is never a thread that calls the store, nor one that completes the backend's answers.
     * If the executor rejects a function, the stage fails with the executor's
     * {@link java.util.concurrent.RejectedExecutionException}.
     *
     * @param value the executor, which the store doesn't close; the default is a pool of daemon threads that all stores
     *     of the JVM share
     * @return this
     */
    public StoreBuilder executor(Executor value) {
        executor = Objects.requireNonNull(value, "executor");
        return this;
    }

    /**
     * Adds an observer of every call.
     *
     * @param value the observer; it is notified after those that were added before
     * @return this
     */
    public StoreBuilder observer(StoreObserver value) {
        observers.add(Objects.requireNonNull(value, "observer"));
        return this;
    }

    /**
     * Opens the store. Blocks until the backend is ready. This method may be called again, to open another store with
     * the same options.
     *
     * @return the store, ready for use; the caller closes it
     * @throws dev.holdall.StoreConfigurationException with all problems of the options that were set and of those that
     *     are configured, before any I/O; or with the options that exceed the limits of the backend, when it is open
     * @throws dev.holdall.SessionStoreException if the backend can't be opened
     */
    public SessionStore open() {
        return plan().open(decorators, clock, executor, observers);
    }

    StorePlan plan() {
        return StorePlanner.plan(name, source, ConfigValueFactory.fromMap(options, ORIGIN), backend, provider);
    }

    StoreBuilder source(ConfigSource value) {
        source = value;
        return this;
    }

    private StoreBuilder duration(String option, Duration value) {
        return option(option, TimeUnit.NANOSECONDS.convert(value) + " ns");
    }

    private StoreBuilder option(String option, Object value) {
        options.put(option, Objects.requireNonNull(value, option));
        return this;
    }
}
