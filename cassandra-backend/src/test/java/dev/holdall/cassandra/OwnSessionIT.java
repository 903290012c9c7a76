package dev.holdall.cassandra;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.typesafe.config.ConfigFactory;
import dev.holdall.FieldChanges;
import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreConfigurationException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.cassandra.CassandraNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store on the application's own session of the driver. */
@Tag("deep")
class OwnSessionIT {

    /** Options of the backend without any option of connecting. */
    private static final String OPTIONS = "schema = create, create.replication { eqiad = 1, codfw = 1 }";

    /**
     * With these, the driver closes a connection a second after the node has stopped to answer. The connection has more
     * stream ids than a test takes: once it has ended, the driver gives no id back, so it could run out of them.
     */
    private static final Map<DefaultDriverOption, String> BRIEF_HEARTBEATS = Map.of(
            DefaultDriverOption.HEARTBEAT_INTERVAL, "1 s",
            DefaultDriverOption.HEARTBEAT_TIMEOUT, "100 ms",
            DefaultDriverOption.CONNECTION_MAX_REQUESTS, "32768");

    private final CassandraCluster cluster = Clusters.shared();

    @Test
    void store_worksOnTheSession_andLeavesItOpen() {
        try (CqlSession session = cluster.connect(Clusters.CODFW)) {
            try (SessionStore store = open(session)) {
                String key = Stores.newName("key");
                store.set(key, bytes("1"));
                assertThat(store.getEntry(key))
                        .hasValueSatisfying(entry -> assertThat(store.compareAndSet(key, entry.version(), bytes("2")))
                                .isPresent());
                assertThat(store.increment(key, 1, 0, Ttl.never())).isEqualTo(3);
                assertThat(store.delete(key)).isEqualTo(Reach.ALL_DCS);
            }
            assertThat(session.isClosed()).isFalse();
            assertThat(session.execute("SELECT key FROM system.local").all()).hasSize(1);
        }
    }

    @Test
    void severalStores_mayShareASession() {
        try (CqlSession session = cluster.connect(Clusters.EQIAD);
                SessionStore remaining = open(session)) {
            String key = Stores.newName("key");
            try (SessionStore closed = open(session)) {
                closed.set(key, bytes("value"));
            }
            assertThat(remaining.get(key)).contains(bytes("value"));
        }
    }

    @Test
    void closedSession_isReported() {
        CqlSession session = cluster.connect(Clusters.EQIAD);
        try (SessionStore store = open(session)) {
            session.close();

            assertThatThrownBy(() -> store.set("key", bytes("value")))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("the driver's session is closed")
                    .hasMessageContaining("nothing was changed");
            assertThatThrownBy(() -> store.get("key"))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("the driver's session is closed");
            assertThatThrownBy(() -> store.add("key", bytes("value")))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("the driver's session is closed");
            assertThatThrownBy(() -> open(session).close())
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("the driver's session is closed");
        }
    }

    @Test
    void defaultConsistencyThatReadsNothing_isNotUsed() {
        try (CqlSession session = connect(DefaultDriverOption.REQUEST_CONSISTENCY, "ANY");
                SessionStore store = open(session)) {
            String key = Stores.newName("key");
            store.set(key, bytes("value"));
            assertThat(store.get(key)).contains(bytes("value"));
        }
    }

    /** The session's own options would give the writes other timestamps, and the reads pages of two rows. */
    @Test
    void maps_workOnTheSession_whateverItsDefaults() {
        try (CqlSession session = connect(DefaultDriverOption.REQUEST_PAGE_SIZE, "2");
                SessionStore store = open(session, OPTIONS + ", maps-table = maps")) {
            SessionMaps maps = store.maps();
            String key = Stores.newName("map");
            SessionMap seen = maps.create(
                    key, IntStream.range(0, 50).boxed().collect(Collectors.toMap(String::valueOf, i -> bytes("1"))));
            FieldChanges changes = FieldChanges.builder()
                    .put("0", bytes("2"))
                    .put("1", bytes("2"))
                    .remove("2")
                    .build();
            SessionMap changed = maps.change(seen, changes);

            SessionMap found = maps.get(key).orElseThrow();
            assertThat(found.fields()).hasSize(49).containsEntry("0", bytes("2"));
            assertThat(found.version("0")).isEqualTo(changed.version("0"));
            assertThat(found.version("49")).isEqualTo(seen.version("49"));
            assertThat(maps.changeTTL(key, Ttl.never())).isTrue();
            assertThat(maps.get(key, List.of("0", "1", "2", "3")).orElseThrow().fields())
                    .containsOnlyKeys("0", "1", "3");
            assertThat(maps.delete(key)).isEqualTo(Reach.ALL_DCS);
            assertThat(maps.get(key)).isEmpty();
        }
    }

    @Test
    void connectionThatIsFull_isOverload_andNoOutage() {
        CassandraNode node = cluster.node(Clusters.EQIAD, 0);
        try (CqlSession session = connect(DefaultDriverOption.CONNECTION_MAX_REQUESTS, "4");
                SessionStore store = open(session)) {
            node.pause();
            List<CompletableFuture<Optional<byte[]>>> inFlight = Stream.generate(
                            () -> store.async().get("key").toCompletableFuture())
                    .limit(4)
                    .toList();

            assertThatThrownBy(() -> store.set("key", bytes("value")))
                    .isInstanceOfSatisfying(
                            StoreOverloadedException.class,
                            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED))
                    .hasMessageContaining("as many requests in flight as they can");

            node.resume();
            await().atMost(Duration.ofSeconds(30)).until(() -> inFlight.stream().allMatch(Future::isDone));
        } finally {
            node.resume();
        }
    }

    /** The calls fail at once in the moment in which the connection ends, so many of them meet that moment. */
    @Test
    void connectionThatEnds_isAnOutage_andNoOverload() {
        CassandraNode node = cluster.node(Clusters.EQIAD, 0);
        try (CqlSession session = connect(BRIEF_HEARTBEATS, Clusters.EQIAD);
                SessionStore store = open(session)) {
            for (int round = 0; round < 5; round++) {
                node.pause();
                assertThat(Stream.generate(() -> CompletableFuture.supplyAsync(
                                        () -> failuresOfASecond(store), runnable -> new Thread(runnable).start()))
                                .limit(8)
                                .toList()
                                .stream()
                                .flatMap(failures -> failures.join().stream()))
                        .isSubsetOf(StoreUnavailableException.class, StoreTimeoutException.class);
                node.resume();
                await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                        .until(() -> store.get("key").isEmpty());
            }
        } finally {
            node.resume();
        }
    }

    @Test
    void sessionWithoutLocalDataCenter_isRefused() {
        try (CqlSession session =
                connect(DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, "BasicLoadBalancingPolicy", null)) {
            assertThatThrownBy(() -> open(session).close())
                    .isInstanceOf(StoreConfigurationException.class)
                    .hasMessageContaining("local-datacenter is missing in the given session")
                    .hasMessageContaining("[codfw, eqiad]");
        }
    }

    @Test
    void blockingCall_onAThreadThatAnswersComeOn_isRefused() {
        try (CqlSession session = cluster.connect(Clusters.EQIAD);
                SessionStore store = open(session)) {
            assertThat(failureOfBlockingCallIn(() -> store.async().get("key"), store))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(failureOfBlockingCallIn(() -> session.executeAsync("SELECT key FROM system.local"), store))
                    .as("in a stage of the application's own")
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /**
     * Makes a blocking call in the dependent of a stage, and returns its failure. If the stage is complete before the
     * dependent is added, the dependent runs on the thread of the test; then this tries again.
     */
    private static @Nullable Throwable failureOfBlockingCallIn(
            Supplier<? extends CompletionStage<?>> stage, SessionStore store) {
        AtomicReference<Thread> ranOn = new AtomicReference<>();
        Throwable failure;
        do {
            failure = stage.get()
                    .thenApply(answer -> {
                        ranOn.set(Thread.currentThread());
                        return catchThrowable(() -> store.get("key"));
                    })
                    .toCompletableFuture()
                    .join();
        } while (ranOn.get() == Thread.currentThread());
        return failure;
    }

    @Test
    void blockingCall_onAThreadOfAnotherSession_isMade() {
        try (CqlSession session = cluster.connect(Clusters.EQIAD);
                CqlSession another = cluster.connect(Clusters.EQIAD);
                SessionStore store = open(session)) {
            CompletionStage<Optional<byte[]>> found =
                    another.executeAsync("SELECT key FROM system.local").thenApply(rows -> store.get("key"));

            assertThat(found.toCompletableFuture().join()).isEmpty();
        }
    }

    @Test
    void blockingCall_onAThreadWithTheNameOfADrivers_isMade() throws InterruptedException {
        try (CqlSession session = cluster.connect(Clusters.EQIAD);
                SessionStore store = open(session)) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread thread =
                    new Thread(() -> failure.set(catchThrowable(() -> store.get("key"))), session.getName() + "-io-0");
            thread.start();
            thread.join();

            assertThat(failure.get()).isNull();
        }
    }

    private CqlSession connect(DefaultDriverOption option, String value) {
        return connect(option, value, Clusters.EQIAD);
    }

    private CqlSession connect(DefaultDriverOption option, String value, @Nullable String localDatacenter) {
        return connect(Map.of(option, value), localDatacenter);
    }

    private CqlSession connect(Map<DefaultDriverOption, String> options, @Nullable String localDatacenter) {
        ProgrammaticDriverConfigLoaderBuilder config = DriverConfigLoader.programmaticBuilder();
        options.forEach(config::withString);
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoint(cluster.node(Clusters.EQIAD, 0).contactPoint())
                .withConfigLoader(config.build());
        return localDatacenter == null
                ? builder.build()
                : builder.withLocalDatacenter(localDatacenter).build();
    }

    /** Calls for a second, one call after the other, and returns the kinds of the failures. */
    private static Set<Class<?>> failuresOfASecond(SessionStore store) {
        Set<Class<?>> failures = new HashSet<>();
        Instant end = Instant.now().plus(Duration.ofSeconds(2));
        while (Instant.now().isBefore(end)) {
            Throwable failure = catchThrowable(() -> store.get("key"));
            if (failure != null) {
                failures.add(failure.getClass());
            }
        }
        return failures;
    }

    private static SessionStore open(CqlSession session) {
        return open(session, OPTIONS);
    }

    private static SessionStore open(CqlSession session, String options) {
        return SessionStores.builder("sessions")
                .config(ConfigFactory.parseString(options).atPath("holdall.stores.sessions.cassandra"))
                .backend(CassandraBackendProvider.using(session))
                .open();
    }
}
