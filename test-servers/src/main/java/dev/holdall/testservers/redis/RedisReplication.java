package dev.holdall.testservers.redis;

import dev.holdall.testservers.network.Link;
import dev.holdall.testservers.processes.ServerStartException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A real Redis primary with replicas on this machine, for a test.
 *
 * <pre>{@code
 * try (RedisReplication redis = RedisReplication.builder().replicas(2).start()) {
 *     redis.link().delay(Duration.ofMillis(40));
 *     redis.primary().kill();
 *     redis.promote(redis.replicas().get(0));
 * }
 * }</pre>
 *
 * <p>Only the test promotes a replica. A primary that is restarted is empty, and so its replicas become empty too. The
 * servers have addresses of their own. They end when this object is closed, at the latest with this JVM, even if that
 * is killed. Not thread-safe.
 */
public final class RedisReplication implements AutoCloseable {

    private final TopologyResources site;
    private final Link link = new Link();
    private final List<Member> members = new ArrayList<>();
    private Member primary;

    private RedisReplication(TopologyResources site, int replicas) {
        this.site = site;
        this.primary = addMember(1, new RedisConf());
        for (int host = 2; host <= replicas + 1; host++) {
            RedisConf conf = new RedisConf()
                    .add("replicaof", Hosts.host(primary.behindLink), Hosts.port(primary.behindLink))
                    .add("replica-announce-ip", Hosts.host(site.near(host)));
            addMember(host, conf);
        }
        servers().forEach(RedisServer::launch);
        awaitInSync();
    }

    /** A server, with the address of the proxy before it, at which the other servers find it. */
    private record Member(RedisServer server, InetSocketAddress behindLink) {}

    private Member addMember(int host, RedisConf conf) {
        Member member = new Member(RedisServer.member(site, site.server(host, conf)), site.putProxyBefore(host, link));
        members.add(member);
        return member;
    }

    /**
     * Describes a primary with replicas.
     *
     * @return a builder, all of whose properties have defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the primary.
     *
     * @return the first server, or the one that was promoted last
     */
    public RedisServer primary() {
        return primary.server;
    }

    /**
     * Returns the replicas.
     *
     * @return all servers but the primary
     */
    public List<RedisServer> replicas() {
        return servers().stream().filter(server -> server != primary()).toList();
    }

    /**
     * Returns all servers.
     *
     * @return the servers; the first one is the one that started as the primary
     */
    public List<RedisServer> servers() {
        return members.stream().map(Member::server).toList();
    }

    /**
     * Returns the network between the primary and its replicas. Clients don't use it: they always reach all servers.
     *
     * @return the link, which can delay or cut replication
     */
    public Link link() {
        return link;
    }

    /**
     * Makes a replica the primary, and all other running servers its replicas; returns before those have caught up.
     *
     * <p>A primary that isn't running isn't reconfigured: after a restart it is still a primary.
     *
     * @param replica a running server
     */
    public void promote(RedisServer replica) {
        primary = members.stream()
                .filter(member -> member.server == replica)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(replica + " isn't one of " + servers()));
        replica.admin().replicaofNoOne();
        replica.admin().configRewrite();
        replicas().stream().filter(RedisServer::isRunning).forEach(this::follow);
    }

    private void follow(RedisServer replica) {
        InetSocketAddress source = primary.behindLink;
        replica.admin().configSet("replica-announce-ip", Hosts.host(replica.address()));
        replica.admin().replicaof(Hosts.host(source), source.getPort());
        replica.admin().configRewrite();
    }

    /**
     * Waits until all running replicas have what the primary has now.
     *
     * @throws ServerStartException if that isn't so within 60 s
     */
    public void awaitInSync() {
        List<RedisServer> running =
                replicas().stream().filter(RedisServer::isRunning).toList();
        new RedisWait(servers())
                .until(
                        "all replicas have what the primary has",
                        // The mark is taken anew each time: a primary gets a new replication ID with its first replica.
                        () -> running.stream().allMatch(ReplicationMark.of(primary())::isReachedBy));
    }

    /** Kills all servers, and deletes their files. */
    @Override
    public void close() {
        site.close();
    }

    /** A builder for a primary with replicas. All properties have defaults. */
    public static final class Builder extends RedisBuilder<Builder> {

        private int replicas = 1;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Chooses how many replicas there are; by default one.
         *
         * @param number from 1 to 15
         * @return this
         */
        public Builder replicas(int number) {
            replicas = ServerCounts.require("replicas", number, 1, 15);
            return this;
        }

        /**
         * Starts all servers, and blocks until the replicas are in sync.
         *
         * @return the servers
         * @throws ServerStartException if a server ends, or the replicas aren't in sync within 60 s
         */
        public RedisReplication start() {
            return TopologyResources.open(
                    settings(),
                    replicas + 1,
                    new int[] {TopologyResources.PORT},
                    site -> new RedisReplication(site, replicas));
        }
    }
}
