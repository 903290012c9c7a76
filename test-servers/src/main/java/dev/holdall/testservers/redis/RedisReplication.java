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
 * <p>Nobody but the test promotes a replica. A primary that is restarted is empty, and its replicas with it. The
 * servers have addresses of their own, and end with this, at the latest with this JVM, even if that is killed. Not for
 * use by several threads.
 */
public final class RedisReplication implements AutoCloseable {

    private final RedisSite site;
    private final Link link = new Link();
    private final List<Member> members = new ArrayList<>();
    private Member primary;

    private RedisReplication(RedisSite site, int replicas) {
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

    /** A server, and where the others find it. */
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
     * The primary.
     *
     * @return the first server, or that which was promoted last
     */
    public RedisServer primary() {
        return primary.server;
    }

    /**
     * The replicas.
     *
     * @return all servers but the primary
     */
    public List<RedisServer> replicas() {
        return servers().stream().filter(server -> server != primary()).toList();
    }

    /**
     * All servers.
     *
     * @return the servers, that which started as the primary first
     */
    public List<RedisServer> servers() {
        return members.stream().map(Member::server).toList();
    }

    /**
     * What stands between the primary and its replicas. Clients don't use it: they reach all servers at any time.
     *
     * @return what gets in the way of replication
     */
    public Link link() {
        return link;
    }

    /**
     * Makes a replica the primary, and lets all other servers that run follow it; returns before they have caught up.
     *
     * <p>A primary that doesn't run isn't told: it takes itself for the primary when it comes back.
     *
     * @param replica a server that runs
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
     * Waits until all replicas that run have what the primary has now.
     *
     * @throws ServerStartException if they don't within 60 s
     */
    public void awaitInSync() {
        List<RedisServer> running =
                replicas().stream().filter(RedisServer::isRunning).toList();
        new RedisWait(servers())
                .until(
                        "all replicas have what the primary has",
                        // Marked anew each time: a primary begins a new history with its first replica.
                        () -> running.stream().allMatch(ReplicationMark.of(primary())::isReachedBy));
    }

    /** Kills all servers, and deletes their files. */
    @Override
    public void close() {
        site.close();
    }

    /** Describes a primary with replicas; everything has a default. */
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
            replicas = Counts.require("replicas", number, 1, 15);
            return this;
        }

        /**
         * Starts all servers, and blocks until the replicas are in sync.
         *
         * @return the servers
         * @throws ServerStartException if one ends, or they aren't in sync within 60 s
         */
        public RedisReplication start() {
            return RedisSite.open(
                    settings(), replicas + 1, new int[] {RedisSite.PORT}, site -> new RedisReplication(site, replicas));
        }
    }
}
