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

/** What the tests of the kit work with: one open backend, and as many stores over it as a test asks for. */
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

    /** A store over the backend, seen through a face, with everything at its default. Closed after the test. */
    public SessionStore store(Face face) {
        return store(face, builder -> builder);
    }

    /** A store over the backend that is built as the test says. */
    public SessionStore store(Face face, UnaryOperator<StoreBuilder> options) {
        return store(face, backend, options);
    }

    /** A store over a decorator of the backend. Closing the store leaves the backend open. */
    public SessionStore store(Face face, SessionBackend decorated, UnaryOperator<StoreBuilder> options) {
        return face.of(rawStore(decorated, options), evidence);
    }

    /** A store without the face around it, for tests of the faces themselves. */
    public SessionStore rawStore(SessionBackend decorated, UnaryOperator<StoreBuilder> options) {
        SessionStore store = open(context -> new LeftOpen(decorated), options);
        stores.push(store);
        return store;
    }

    /** A store with a backend of its own, which the test closes. */
    public SessionStore storeWithOwnBackend(UnaryOperator<StoreBuilder> options) {
        return open(factory, options);
    }

    /**
     * Another backend, which no other test has written to, unless both keep their entries on one server. Closed after
     * the test.
     */
    public SessionBackend anotherBackend() {
        SessionBackend another = openBackend();
        others.push(another);
        return another;
    }

    /** The backend with a fault to switch on. */
    public FaultyBackend faulty() {
        return new FaultyBackend(backend);
    }

    /** What the backend gets instead of these keys: a decorator may change them. */
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

    /** The backend's traits. */
    public Traits traits() {
        return backend.traits();
    }

    public TestTime time() {
        return time;
    }

    /** The deadline of calls that a test lets go unanswered. */
    public Duration deadline() {
        return deadline;
    }

    /** A clock that differs from the true one by this much. */
    public InstantSource clock(Duration skew) {
        InstantSource clock = time.clock();
        return () -> clock.instant().plus(skew);
    }

    /** A time to live that is short to wait for. */
    public Duration brief() {
        return time.brief(traits().ttlResolution());
    }

    /** Lets a time to live pass, and as much more as a backend may round it up. */
    public void passTtl(Duration ttl) {
        time.pass(ttl.plus(traits().ttlResolution()).plusMillis(5));
    }

    /** A key that nobody has used. */
    public String key() {
        return Evidence.KEY_MARK + ":" + Long.toHexString(seed) + ":" + KEYS.incrementAndGet();
    }

    /** A value that tells itself from others. */
    public byte[] value(Object name) {
        return (Evidence.VALUE_MARK + ":" + name).getBytes(StandardCharsets.UTF_8);
    }

    /** Random numbers that the seed determines. */
    public SplittableRandom random() {
        return random;
    }

    long seed() {
        return seed;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** Closes the stores of a test, and its backends. */
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

    /** Opens the backend for the first store that asks for it, and keeps it open for those that come. */
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

    /** A backend that outlives the store that was opened over it. */
    private static final class LeftOpen extends ForwardingBackend {

        LeftOpen(SessionBackend delegate) {
            super(delegate);
        }

        @Override
        public void close() {
            // Closed with the bench.
        }
    }
}
