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
 * Opens a store from code. What isn't set here is as in {@link #config}, or else as in the {@code reference.conf}
 * files, which also say what each option is for and what it may be. What is set here is checked by {@link #open}, in
 * the same way as what is configured. Made by {@link SessionStores#builder}. Not thread-safe.
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
     * Takes this store's options from the application's configuration, as {@link SessionStores#open(String)} does, so
     * that code adds only what no file can: observers, an executor.
     *
     * @return this
     */
    public StoreBuilder configured() {
        return source(ApplicationConfig.live());
    }

    /**
     * Takes this store's options from a configuration: those in {@code holdall.stores.<name>} and in
     * {@code holdall.defaults}. What is set by other methods goes before them.
     *
     * @param config a configuration with a {@code holdall} block, resolved or not
     * @return this
     */
    public StoreBuilder config(Config config) {
        return source(ConfigSource.of(config));
    }

    /**
     * Chooses the backend by the name that configurations choose it by. Its options are those of {@link #config}.
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
     * Gives a backend that was made by code; what is configured of a backend doesn't count then.
     *
     * @param value what failures and observers call the backend
     * @param factory opens it
     * @return this
     */
    public StoreBuilder backend(String value, BackendFactory factory) {
        backend = new NamedBackend(Names.checked(value), Objects.requireNonNull(factory, "factory"));
        provider = null;
        return this;
    }

    /**
     * Gives a backend that has something from code that no file can give, such as a client of the application's own.
     * Its options are those of {@link #config}, as for a backend that is chosen by name; it need not be found on the
     * class path.
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
     * Puts a decorator around the backend. Decorators that are given by code stand around those that are configured;
     * the one that is given first is the outermost.
     *
     * @param value makes the decorator when the store is opened
     * @return this
     */
    public StoreBuilder decorator(DecoratorFactory value) {
        decorators.add(Objects.requireNonNull(value, "decorator"));
        return this;
    }

    /**
     * Sets what is put before every key, with a colon.
     *
     * @param value up to 64 ASCII letters, digits, dots, hyphens and underscores; empty for none
     * @return this
     */
    public StoreBuilder namespace(String value) {
        return option("namespace", value);
    }

    /**
     * Sets the TTL of a call that names none ({@code default-ttl}).
     *
     * @param value greater than zero
     * @return this
     */
    public StoreBuilder defaultTtl(Duration value) {
        return duration("default-ttl", value);
    }

    /**
     * Lets entries stay for ever where a call names no TTL ({@code default-ttl = never}).
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
     * Sets what becomes of a call whose TTL is longer than {@link #maxTtl}.
     *
     * @param value whether it is refused, or gets the longest
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
     * Sets the deadline of a call.
     *
     * @param value 1 millisecond or more
     * @return this
     */
    public StoreBuilder requestTimeout(Duration value) {
        return duration("request-timeout", value);
    }

    /**
     * Sets how long opening the store may take.
     *
     * @param value 100 milliseconds or more
     * @return this
     */
    public StoreBuilder openTimeout(Duration value) {
        return duration("open-timeout", value);
    }

    /**
     * Sets how far the clock of another process may be ahead of this one's.
     *
     * @param value zero or more
     * @return this
     */
    public StoreBuilder maxClockSkew(Duration value) {
        return duration("max-clock-skew", value);
    }

    /**
     * Sets how long a revocation holds.
     *
     * @param value 1 second or more
     * @return this
     */
    public StoreBuilder revocationHorizon(Duration value) {
        return duration("revocation-horizon", value);
    }

    /**
     * Sets the wall clock, which lifetimes are measured by too where the backend measures them itself. For tests.
     *
     * @param value read at every call, by any thread
     * @return this
     */
    public StoreBuilder clock(InstantSource value) {
        clock = Objects.requireNonNull(value, "clock");
        return this;
    }

    /**
     * Sets what runs the functions given to {@code merge} and {@code getOrCompute} on the asynchronous face. It runs
     * nothing else: deadlines don't depend on it. It may run a function at once, on the thread that gives it: that is
     * never one that calls the store, nor one that answers come on. What it rejects fails the stage with its
     * {@link java.util.concurrent.RejectedExecutionException}.
     *
     * @param value not closed by the store; the default is a pool of daemon threads shared by all stores of the JVM
     * @return this
     */
    public StoreBuilder executor(Executor value) {
        executor = Objects.requireNonNull(value, "executor");
        return this;
    }

    /**
     * Adds one that is told of every call.
     *
     * @param value told after those that were added before
     * @return this
     */
    public StoreBuilder observer(StoreObserver value) {
        observers.add(Objects.requireNonNull(value, "observer"));
        return this;
    }

    /**
     * Opens the store. Blocks until the backend is ready. May be called again, for another store of the same kind.
     *
     * @return the store, ready for use; the caller closes it
     * @throws dev.holdall.StoreConfigurationException with all problems of what was set and of what is configured,
     *     before any I/O; or with those of the limits that are beyond what the backend takes, once it is open
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
