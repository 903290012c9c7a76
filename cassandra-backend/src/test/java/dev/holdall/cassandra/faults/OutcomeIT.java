package dev.holdall.cassandra.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.holdall.Outcome;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.cassandra.CassandraBackendProvider;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.TwoDataCenters;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests what a call of several requests says about its outcome if one of the requests fails. */
@Tag("deep")
class OutcomeIT {

    /** The number of the last request of a conditional write, which is a read, a transaction and another read. */
    private static final int LAST_READ = 3;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private final String key = TwoDataCenters.key();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<Integer, DriverException> failures = new HashMap<>();
    private final Map<Integer, Runnable> meanwhile = new HashMap<>();
    private final List<@Nullable Node> nodes = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> timeouts = new CopyOnWriteArrayList<>();
    private final CqlSession session = Clusters.shared().connect(Clusters.EQIAD);
    private final SessionStore store = Clusters.store(Clusters.shared(), Clusters.EQIAD, "")
            .backend(CassandraBackendProvider.using(failing(session)))
            .requestTimeout(REQUEST_TIMEOUT)
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
    void readThatFails_isNotAnAbsence() {
        store.set(key, bytes("value"));
        List<ThrowingCallable> reads = List.of(
                () -> store.get(key),
                () -> store.get(key, Read.LATEST),
                () -> store.getEntry(key),
                () -> store.getEntry(key, Read.LATEST),
                () -> store.getAll(List.of(key)),
                () -> store.getOrCompute(key, Ttl.never(), () -> bytes("computed")));
        for (ThrowingCallable read : reads) {
            fail(1, unavailable());
            assertThatThrownBy(read).isInstanceOf(SessionStoreException.class);
        }
    }

    @Test
    void compareAndSet_whoseFirstReadFails_wasNotMade() {
        Version seen = store.set(key, bytes("at first"));
        fail(1, unavailable());

        assertEnds(() -> store.compareAndSet(key, seen, bytes("swapped")), Outcome.NOT_APPLIED);
    }

    @Test
    void add_whoseEntryIsDeletedAtOnce_doesNotBringItBack() {
        before(LAST_READ, () -> write("DELETE FROM holdall.sessions USING TIMESTAMP ? WHERE key = ?", now(), key));

        store.add(key, bytes("added"));

        assertThat(store.get(key)).isEmpty();
    }

    @Test
    void compareAndSet_whoseNodeIsGone_isMadeByAnother() {
        Version seen = store.set(key, bytes("at first"));
        fail(2, AllNodesFailedException.fromErrors(List.of(Map.entry(node(), new NodeUnavailableException(node())))));

        assertThat(store.compareAndSet(key, seen, bytes("swapped"))).isPresent();

        assertThat(store.get(key)).contains(bytes("swapped"));
    }

    @Test
    void compareAndSet_thatExpires_returnsAVersionAboveItsTombstone() {
        Version seen = store.set(key, bytes("at first"));
        nodes.clear();

        Version expired = store.compareAndSet(key, seen, bytes("over"), Ttl.until(Instant.EPOCH))
                .orElseThrow();

        assertThat(nodes)
                .as("the read, the transaction, the read back, and the clock of the same node")
                .hasSize(4);
        assertThat(nodes.get(3)).isEqualTo(nodes.get(1)).isNotNull();
        write(
                "INSERT INTO holdall.sessions (key, value) VALUES (?, ?) USING TIMESTAMP ?",
                key,
                ByteBuffer.wrap(bytes("again")),
                expired.micros() + 1);
        assertThat(store.get(key)).contains(bytes("again"));
    }

    @Test
    void transaction_whoseNodeIsShuttingDown_isMadeByAnother() {
        fail(2, new OverloadedException(node(), "Server is shutting down"));
        assertThat(store.add(key, bytes("added"))).isPresent();
        Version seen = store.getEntry(key).orElseThrow().version();

        fail(2, new OverloadedException(node(), "Server is shutting down"));
        assertThat(store.compareAndSet(key, seen, bytes("swapped"))).isPresent();

        assertThat(store.get(key)).contains(bytes("swapped"));
    }

    @Test
    void compareAndSet_thatIsHidden_mayHaveBeenMade_andIsNoSuccess() {
        Version seen = store.set(key, bytes("at first"));
        before(
                2,
                () -> write(
                        "INSERT INTO holdall.sessions (key, value) VALUES (?, ?) USING TIMESTAMP ?",
                        key,
                        ByteBuffer.wrap(bytes("at first")),
                        now() + TimeUnit.MINUTES.toMicros(10)));

        assertThatThrownBy(() -> store.compareAndSet(key, seen, bytes("swapped")))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN))
                .hasMessageContaining("hidden by the entry that it should replace");
    }

    @Test
    void add_whoseFirstReadTookAllTheTime_isNotMadeAfterwards() {
        assertSendsNothingAfterTheRead(() -> store.add(key, bytes("added")));

        assertThat(store.get(key)).isEmpty();
    }

    @Test
    void changeTtl_whoseReadTookAllTheTime_isNotMadeAfterwards() {
        store.set(key, bytes("there"), Ttl.never());

        assertSendsNothingAfterTheRead(() -> store.changeTTL(key, Ttl.of(Duration.ofHours(1))));

        assertThat(store.getEntry(key).orElseThrow().expiry()).isEmpty();
    }

    @Test
    void requestsOfACall_haveTheTimeThatIsLeft() {
        Duration pause = Duration.ofMillis(200);
        before(2, () -> Awaitility.await().pollDelay(pause).until(() -> true));

        store.increment(key, 1, 40, Ttl.never());

        assertThat(timeouts).hasSize(LAST_READ);
        assertThat(timeouts.get(0)).isBetween(Duration.ofMillis(1), REQUEST_TIMEOUT);
        assertThat(timeouts.get(LAST_READ - 1)).isBetween(Duration.ofMillis(1), REQUEST_TIMEOUT.minus(pause));
    }

    @Test
    void delete_whoseFirstAttemptTimedOut_mayHaveBeenMade_whateverBecameOfTheSecond() {
        fail(1, timeout());
        fail(2, timeout()); // A timeout that comes early is retried once.
        fail(3, unavailable());

        assertEnds(() -> store.delete(key), Outcome.UNKNOWN);
    }

    @Test
    void delete_thatTooFewReplicasWereAliveFor_wasNotMade() {
        fail(1, unavailable());
        fail(2, unavailable());

        assertEnds(() -> store.delete(key), Outcome.NOT_APPLIED);
    }

    private void assertSendsNothingAfterTheRead(ThrowingCallable call) {
        before(1, () -> Awaitility.await().pollDelay(REQUEST_TIMEOUT).until(() -> true));

        assertThatThrownBy(call).isInstanceOf(StoreTimeoutException.class);

        Awaitility.await()
                .during(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(requests).as("the read alone").hasValue(1));
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

    /** Makes a request fail. The requests are counted from now on. */
    private void fail(int number, DriverException failure) {
        requests.set(0);
        failures.put(number, failure);
    }

    /** Runs something before a request is sent. The requests are counted from now on. */
    private void before(int number, Runnable what) {
        requests.set(0);
        meanwhile.put(number, what);
    }

    private void write(String cql, Object... values) {
        session.execute(
                SimpleStatement.newInstance(cql, values).setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM));
    }

    private static long now() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) + 1_000;
    }

    private CqlSession failing(CqlSession real) {
        return (CqlSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CqlSession.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("executeAsync")) {
                        return call(real, method, arguments);
                    }
                    int number = requests.incrementAndGet();
                    nodes.add(((Statement<?>) arguments[0]).getNode());
                    timeouts.add(((Statement<?>) arguments[0]).getTimeout());
                    DriverException failure = failures.remove(number);
                    Runnable before = meanwhile.remove(number);
                    if (before != null) {
                        // This thread may be one of the driver, which must not block.
                        return CompletableFuture.runAsync(before)
                                .thenCompose(done -> real.executeAsync((Statement<?>) arguments[0]));
                    }
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
