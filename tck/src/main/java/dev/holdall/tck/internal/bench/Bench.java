package dev.holdall.tck.internal.bench;

import dev.holdall.SessionStore;
import dev.holdall.Traits;
import dev.holdall.config.SessionStores;
import dev.holdall.config.StoreBuilder;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The fixture of the kit's tests: one open backend, and as many stores over it as a test asks for. */
public final class Bench implements AutoCloseable {

    private static final AtomicLong KEYS = new AtomicLong();

    private final BackendFactory factory;
    private final DecoratorFactory decorator;
    private final TestTime time;
    private final Duration deadline;
    private final long seed = Long.getLong("holdall.tck.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Evidence evidence = new Evidence();
    private final Deque<SessionStore> stores = new ConcurrentLinkedDeque<>();
    private final Deque<SessionBackend> others = new ConcurrentLinkedDeque<>();
    private final SessionBackend backend;

    public Bench(BackendFactory factory, DecoratorFactory decorator, TestTime time, Duration deadline) {
        this.factory = factory;
        this.decorator = decorator;
        this.time = time;
        this.deadline = deadline;
        this.backend = openBackend();
    }

    /**
     * Opens a store over the backend with the default options, and returns it as seen through a face. It is closed
     * after the test.
     */
    public SessionStore store(Face face) {
        return store(face, builder -> builder);
    }

    /** Opens a store over the backend with the options that the test sets. */
    public SessionStore store(Face face, UnaryOperator<StoreBuilder> options) {
        return store(face, backend, options);
    }

    /** Opens a store over a decorator of the backend. Closing the store leaves the backend open. */
    public SessionStore store(Face face, SessionBackend decorated, UnaryOperator<StoreBuilder> options) {
        return face.of(rawStore(decorated, options), evidence);
    }

    /** Opens a store and returns it as it is, without a {@link Face} around it, for tests of the faces themselves. */
    public SessionStore rawStore(SessionBackend decorated, UnaryOperator<StoreBuilder> options) {
        SessionStore store = open(context -> new LeftOpen(decorated), options);
        stores.push(store);
        return store;
    }

    /** Opens a store with a backend of its own. The test closes the store. */
    public SessionStore storeWithOwnBackend(UnaryOperator<StoreBuilder> options) {
        return open(factory, options);
    }

    /**
     * Opens another backend, to which no other test has written, unless all backends keep their entries on one server.
     * It is closed after the test.
     */
    public SessionBackend anotherBackend() {
        SessionBackend another = openBackend();
        others.push(another);
        return another;
    }

    /** Returns the backend in a wrapper that injects faults. */
    public FaultyBackend faulty() {
        return new FaultyBackend(backend);
    }

    /** Returns the keys that the backend is given for these keys of a store, since a decorator may change keys. */
    public Set<String> beneath(Set<String> keys) {
        Set<String> beneath = new HashSet<>();
        SessionStore store = rawStore(
                new ForwardingBackend(backend) {
                    @Override
                    public CompletionStage<Optional<StoredEntry>> read(
                            String key, ReadOptions options, Deadline deadline) {
                        beneath.add(key);
                        return super.read(key, options, deadline);
                    }
                },
                builder -> builder);
        keys.forEach(store::get);
        return beneath;
    }

    public SessionBackend backend() {
        return backend;
    }

    /** Returns the backend's traits. */
    public Traits traits() {
        return backend.traits();
    }

    public TestTime time() {
        return time;
    }

    /** Returns the deadline for tests in which the backend doesn't answer. */
    public Duration deadline() {
        return deadline;
    }

    /** Returns a clock that is ahead of the test's clock by the given duration, or behind it if that is negative. */
    public InstantSource clock(Duration skew) {
        InstantSource clock = time.clock();
        return () -> clock.instant().plus(skew);
    }

    /** Returns a TTL that is short enough to wait for. */
    public Duration brief() {
        return time.brief(traits().ttlResolution());
    }

    /** Lets a TTL pass, and as much more as the backend may have rounded it up. */
    public void passTtl(Duration ttl) {
        time.pass(ttl.plus(traits().ttlResolution()).plusMillis(5));
    }

    /** Returns a key that no test has used. */
    public String key() {
        return Evidence.KEY_MARK + ":" + Long.toHexString(seed) + ":" + KEYS.incrementAndGet();
    }

    /** Returns a value that differs from those of other names. */
    public byte[] value(Object name) {
        return (Evidence.VALUE_MARK + ":" + name).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns random numbers that the seed determines. */
    public SplittableRandom random() {
        return random;
    }

    long seed() {
        return seed;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** Closes the stores that a test has opened, and its own backends. */
    public void closeStores() {
        while (!stores.isEmpty()) {
            stores.pop().close();
        }
        while (!others.isEmpty()) {
            others.pop().close();
        }
    }

    @Override
    public void close() {
        closeStores();
        backend.close();
        evidence.close();
    }

    private SessionBackend openBackend() {
        SharedBackend shared = new SharedBackend();
        open(shared, builder -> builder).close();
        return shared.opened();
    }

    private SessionStore open(BackendFactory opener, UnaryOperator<StoreBuilder> options) {
        StoreBuilder builder = SessionStores.builder("tck")
                .backend("under-test", opener)
                .decorator(decorator)
                .clock(time.clock())
                .requestTimeout(TestTime.PATIENCE);
        return options.apply(builder).open();
    }

    /** A factory that opens the backend, and keeps it open when the store that opened it is closed. */
    private final class SharedBackend implements BackendFactory {

        private @Nullable SessionBackend opened;

        @Override
        public SessionBackend open(BackendContext context) {
            opened = factory.open(context);
            return new LeftOpen(opened);
        }

        SessionBackend opened() {
            return Objects.requireNonNull(opened, "the factory returned no backend");
        }
    }

    /** A backend that stays open when a store over it is closed. */
    private static final class LeftOpen extends ForwardingBackend {

        LeftOpen(SessionBackend delegate) {
            super(delegate);
        }

        @Override
        public void close() {
            // The bench closes the backend.
        }
    }
}
