package dev.holdall.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call of several requests says it has changed, where one of them fails. */
class OutcomeIT {

    /** A conditional write is a read, a transaction and another read. */
    private static final int LAST_READ = 3;

    private final String key = TwoDataCenters.key();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<Integer, DriverException> failures = new HashMap<>();
    private final CqlSession session = Clusters.shared().connect(Clusters.EQIAD);
    private final SessionStore store = Clusters.store(Clusters.shared(), Clusters.EQIAD, "")
            .backend(CassandraBackendProvider.using(failing(session)))
            .open();

    @AfterEach
    void close() {
        store.close();
        session.close();
    }

    @Test
    void add_whoseLastReadFails_mayHaveBeenMade() {
        assertUnknown(() -> store.add(key, bytes("added")));

        assertThat(store.get(key)).isPresent();
    }

    @Test
    void compareAndSet_whoseLastReadFails_mayHaveBeenMade() {
        Version seen = store.set(key, bytes("at first"));

        assertUnknown(() -> store.compareAndSet(key, seen, bytes("swapped")));

        assertThat(store.getEntry(key).orElseThrow().version()).isGreaterThan(seen);
    }

    @Test
    void increment_whoseLastReadFails_mayHaveBeenMade() {
        store.increment(key, 1, 40, Ttl.never());

        assertUnknown(() -> store.increment(key, 2, 0, Ttl.never()));

        assertThat(store.get(key)).hasValueSatisfying(value -> assertThat(value).isEqualTo(bytes("42")));
    }

    @Test
    void compareAndSet_whoseFirstReadFails_wasNotMade() {
        Version seen = store.set(key, bytes("at first"));
        fail(1, unavailable());

        assertEnds(() -> store.compareAndSet(key, seen, bytes("swapped")), Outcome.NOT_APPLIED);
    }

    @Test
    void delete_whoseFirstAttemptTimedOut_mayHaveBeenMade_whateverBecameOfTheSecond() {
        fail(1, timeout());
        fail(2, timeout()); // What comes too early is sent once more.
        fail(3, unavailable());

        assertEnds(() -> store.delete(key), Outcome.UNKNOWN);
    }

    @Test
    void delete_thatTooFewReplicasWereAliveFor_wasNotMade() {
        fail(1, unavailable());
        fail(2, unavailable());

        assertEnds(() -> store.delete(key), Outcome.NOT_APPLIED);
    }

    private void assertUnknown(ThrowingCallable call) {
        fail(LAST_READ, unavailable());
        assertEnds(call, Outcome.UNKNOWN);
    }

    private static void assertEnds(ThrowingCallable call, Outcome outcome) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(outcome));
    }

    /** Lets a request fail, counted from now on. */
    private void fail(int number, DriverException failure) {
        requests.set(0);
        failures.put(number, failure);
    }

    private CqlSession failing(CqlSession real) {
        return (CqlSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CqlSession.class}, (proxy, method, arguments) -> {
                    DriverException failure = method.getName().equals("executeAsync")
                            ? failures.remove(requests.incrementAndGet())
                            : null;
                    return failure == null ? call(real, method, arguments) : CompletableFuture.failedStage(failure);
                });
    }

    private static @Nullable Object call(CqlSession real, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private DriverException unavailable() {
        return new UnavailableException(node(), DefaultConsistencyLevel.LOCAL_QUORUM, 1, 0);
    }

    private DriverException timeout() {
        return new WriteTimeoutException(node(), DefaultConsistencyLevel.EACH_QUORUM, 1, 2, DefaultWriteType.SIMPLE);
    }

    private Node node() {
        return session.getMetadata().getNodes().values().iterator().next();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
