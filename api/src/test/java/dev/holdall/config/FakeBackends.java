package dev.holdall.config;

import dev.holdall.Outcome;
import dev.holdall.Traits;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.BackendProvider;
import dev.holdall.spi.SessionBackend;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Backends that only open and close, and record both. */
final class FakeBackends {

    /** The stores that were opened and closed by all tests. A test looks for the names of its own stores. */
    static final Queue<String> EVENTS = new ConcurrentLinkedQueue<>();

    private FakeBackends() {}

    /** The values of an option that chooses how requests are routed. */
    enum Routing {
        LOCAL_QUORUM,
        EACH_QUORUM
    }

    /** A backend with one option. */
    public static final class Memory implements BackendProvider {

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public BackendFactory configure(BackendOptions options) {
            options.bytesOr("max-size", "auto", 8 << 10, 1L << 40);
            return FakeBackends::open;
        }
    }

    /** A backend with an option of each type. */
    public static final class Remote implements BackendProvider {

        @Override
        public String name() {
            return "remote";
        }

        @Override
        public BackendFactory configure(BackendOptions options) {
            String uri = options.requiredText("uri");
            options.text("password");
            options.integer("pool.size", 1, 64);
            options.flag("tls");
            options.duration("idle-timeout", Duration.ofSeconds(1), Duration.ofMinutes(90));
            options.bytes("buffer", 1, 1536 << 10);
            options.texts("hosts");
            options.choice("routing", Routing.class);
            options.block("driver");
            return context -> open(uri, context);
        }

        private static SessionBackend open(String uri, BackendContext context) {
            if (uri.equals("unreachable")) {
                throw new BackendException(
                        BackendException.Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "nobody is there", null);
            }
            return FakeBackends.open(context);
        }
    }

    /** Another backend with the same name as {@link Remote}. */
    public static final class OtherRemote implements BackendProvider {

        @Override
        public String name() {
            return "remote";
        }

        @Override
        public BackendFactory configure(BackendOptions options) {
            return FakeBackends::open;
        }
    }

    /** A backend whose client library is missing. */
    public static final class Incomplete implements BackendProvider {

        @Override
        public String name() {
            return "remote";
        }

        @Override
        public BackendFactory configure(BackendOptions options) {
            throw new NoClassDefFoundError("io/library/Client");
        }
    }

    /** A backend that can't be loaded. */
    public static final class Unloadable implements BackendProvider {

        /** Throws an exception. */
        public Unloadable() {
            throw new IllegalStateException("the library is not there");
        }

        @Override
        public String name() {
            return "unloadable";
        }

        @Override
        public BackendFactory configure(BackendOptions options) {
            return FakeBackends::open;
        }
    }

    /**
     * A backend whose client library throws an exception that quotes an option, and which may read an option that is in
     * no {@code reference.conf}.
     */
    public static final class Careless implements BackendProvider {

        @Override
        public String name() {
            return "remote";
        }

        @Override
        public BackendFactory configure(BackendOptions options) {
            String uri = options.requiredText("uri");
            if (uri.equals("nowhere")) {
                options.flag("not-in-the-reference");
            }
            throw new IllegalArgumentException("can't parse " + uri);
        }
    }

    static SessionBackend open(BackendContext context) {
        String store = context.store();
        EVENTS.add("opened " + store);
        return (SessionBackend) Proxy.newProxyInstance(
                FakeBackends.class.getClassLoader(),
                new Class<?>[] {SessionBackend.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("toString")) {
                        return "the backend";
                    }
                    if (method.getName().equals("traits")) {
                        return Traits.builder().maxValueBytes(1 << 30).build();
                    }
                    if (method.getName().equals("close")) {
                        close(store);
                    }
                    return null;
                });
    }

    private static void close(String store) {
        EVENTS.add("closed " + store);
        if (store.startsWith("stuck")) {
            throw new IllegalStateException(store + " can't be closed");
        }
    }
}
