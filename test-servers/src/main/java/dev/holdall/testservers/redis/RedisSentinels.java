package dev.holdall.testservers.redis;

import dev.holdall.testservers.processes.ServerStartException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Redis primary with replicas, and three sentinels that watch them, on this machine, for a test.
 *
 * <pre>{@code
 * try (RedisSentinels redis = RedisSentinels.builder().replicas(2).start()) {
 *     redis.uri();
 *     RedisServer old = redis.primary();
 *     old.kill();
 *     RedisServer next = redis.awaitFailover(old);
 * }
 * }</pre>
 *
 * <p>The servers have addresses of their own. They end when this object is closed, at the latest with this JVM, even if
 * that is killed. Not thread-safe.
 */
public final class RedisSentinels implements AutoCloseable {

    private static final int SENTINELS = 3;
    private static final String QUORUM = "2";

    private final TopologyResources site;
    private final List<RedisServer> servers = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();

    private RedisSentinels(TopologyResources site, int replicas, Duration downAfter) {
        this.site = site;
        int hosts = 1 + replicas;
        for (int host = 1; host <= hosts; host++) {
            servers.add(RedisServer.member(site, site.server(host, replicating(host))));
        }
        for (int host = hosts + 1; host <= hosts + SENTINELS; host++) {
            sentinels.add(RedisServer.member(site, site.sentinel(host, watching(host, downAfter))));
        }
        servers.forEach(RedisServer::launch);
        awaitInSync(servers.get(0));
        sentinels.forEach(RedisServer::launch);
        awaitReady();
    }

    private RedisConf replicating(int host) {
        RedisConf conf = new RedisConf().add("replica-announce-ip", Hosts.host(site.near(host)));
        return host == 1 ? conf : conf.add("replicaof", Hosts.host(site.near(1)), Hosts.port(site.near(1)));
    }

    private RedisConf watching(int host, Duration downAfter) {
        String name = masterName();
        return new RedisConf()
                .add("sentinel", "announce-ip", Hosts.host(site.near(host)))
                .add("sentinel", "monitor", name, Hosts.host(site.near(1)), Hosts.port(site.near(1)), QUORUM)
                .add("sentinel", "down-after-milliseconds", name, Long.toString(downAfter.toMillis()))
                .add("sentinel", "failover-timeout", name, "2000")
                .add("sentinel", "auth-user", name, RedisAdmin.USER)
                .add("sentinel", "auth-pass", name, RedisAdmin.PASSWORD);
    }

    /**
     * Describes servers that sentinels watch.
     *
     * @return a builder, all of whose properties have defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the URI for clients, with the addresses of the sentinels and the master's name.
     *
     * @return {@code redis-sentinel://host:port,host:port,host:port#name}, or {@code rediss-sentinel://…} with TLS
     */
    public String uri() {
        String scheme = servers.get(0).uri().replaceFirst(":.*", "-sentinel");
        return sentinels.stream()
                .map(sentinel -> Hosts.hostAndPort(sentinel.address()))
                .collect(Collectors.joining(",", scheme + "://", "#" + masterName()));
    }

    /**
     * Returns the addresses of the sentinels. They require no password.
     *
     * @return the addresses of all sentinels
     */
    public List<InetSocketAddress> sentinelAddresses() {
        return sentinels.stream().map(RedisServer::address).toList();
    }

    /**
     * Returns the name by which the sentinels know the primary and its replicas.
     *
     * @return the master's name
     */
    public String masterName() {
        return SentinelView.MASTER_NAME;
    }

    /**
     * Returns the sentinels.
     *
     * @return the three sentinels, which the test may kill or pause
     */
    public List<RedisServer> sentinels() {
        return List.copyOf(sentinels);
    }

    /**
     * Returns all servers but the sentinels.
     *
     * @return the servers; the first one is the one that started as the primary
     */
    public List<RedisServer> servers() {
        return List.copyOf(servers);
    }

    /**
     * Returns the primary.
     *
     * @return the server to which a sentinel sends clients now, whether it is running or not
     */
    public RedisServer primary() {
        RedisServer asked =
                running(sentinels).findFirst().orElseThrow(() -> new IllegalStateException("no sentinel runs"));
        InetSocketAddress address = new SentinelView(asked).primary();
        return servers.stream()
                .filter(server -> server.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the replicas.
     *
     * @return all servers but the primary
     */
    public List<RedisServer> replicas() {
        RedisServer primary = primary();
        return servers.stream().filter(server -> server != primary).toList();
    }

    /**
     * Waits until all running sentinels send clients to another primary, and that server has the role of a primary.
     *
     * @param oldPrimary the primary whose failure the sentinels should notice
     * @return the new primary
     * @throws ServerStartException if there is no new primary within 60 s
     */
    public RedisServer awaitFailover(RedisServer oldPrimary) {
        waiting().until("another primary than " + oldPrimary, () -> {
            Set<InetSocketAddress> primaries = running(sentinels)
                    .map(sentinel -> new SentinelView(sentinel).primary())
                    .collect(Collectors.toSet());
            return primaries.size() == 1
                    && !primaries.contains(oldPrimary.address())
                    && "master".equals(primary().info().get("role"));
        });
        return primary();
    }

    /**
     * Waits until the running replicas have what the primary has now, and all running sentinels could do another
     * failover.
     *
     * <p>An old primary that is started or resumed becomes a replica within 2 s; with Redis before 7.0 in about 20 s.
     *
     * @throws ServerStartException if that isn't so within 60 s
     */
    public void awaitReady() {
        running(sentinels).forEach(SentinelView::shortenIntervals);
        long replicas = running(servers).count() - 1;
        waiting()
                .until(
                        "all sentinels could do a failover",
                        () -> running(sentinels)
                                .map(SentinelView::new)
                                .allMatch(view -> view.isComplete(replicas, SENTINELS - 1)));
        awaitInSync(primary());
    }

    private void awaitInSync(RedisServer primary) {
        waiting()
                .until(
                        "all replicas have what the primary has",
                        () -> running(servers)
                                .filter(server -> server != primary)
                                .allMatch(ReplicationMark.of(primary)::isReachedBy));
    }

    private static Stream<RedisServer> running(List<RedisServer> servers) {
        return servers.stream().filter(RedisServer::isRunning);
    }

    private RedisWait waiting() {
        return new RedisWait(Stream.concat(servers.stream(), sentinels.stream()).toList());
    }

    /** Kills all servers and sentinels, and deletes their files. */
    @Override
    public void close() {
        site.close();
    }

    /**
     * A builder for servers that sentinels watch. All properties have defaults. The settings are those of the servers;
     * of them, the sentinels share the version, TLS and the locale.
     */
    public static final class Builder extends RedisBuilder<Builder> {

        private int replicas = 2;
        /** On a busy machine a healthy server may not answer for a second, so the default is longer. */
        private Duration downAfter = Duration.ofSeconds(2);

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Chooses how many replicas there are; by default two.
         *
         * @param number from 1 to 10
         * @return this
         */
        public Builder replicas(int number) {
            replicas = ServerCounts.require("replicas", number, 1, 10);
            return this;
        }

        /**
         * Chooses after how long without an answer a sentinel takes a server for down; by default 2 s.
         *
         * @param silence the time without an answer
         * @return this
         */
        public Builder downAfter(Duration silence) {
            downAfter = silence;
            return this;
        }

        /**
         * Starts all servers and sentinels, and blocks until the sentinels could do a failover.
         *
         * @return the servers
         * @throws ServerStartException if a process ends, or they aren't ready within 60 s
         */
        public RedisSentinels start() {
            return TopologyResources.open(
                    settings(),
                    replicas + 1 + SENTINELS,
                    new int[] {TopologyResources.PORT, TopologyResources.SENTINEL_PORT},
                    site -> new RedisSentinels(site, replicas, downAfter));
        }
    }
}
