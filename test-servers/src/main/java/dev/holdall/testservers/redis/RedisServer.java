package dev.holdall.testservers.redis;

import dev.holdall.testservers.network.Link;
import dev.holdall.testservers.processes.ServerCertificate;
import dev.holdall.testservers.processes.ServerStartException;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis server on this machine, for a test.
 *
 * <pre>{@code
 * try (RedisServer server = RedisServer.builder().proxied(true).start()) {
 *     server.uri();
 *     server.admin().configSet("maxmemory", "2mb");
 *     server.link().blackHole();
 * }
 * }</pre>
 *
 * <p>It stands alone, or is part of a {@link RedisReplication}, of {@link RedisSentinels} or of a {@link RedisCluster}.
 * It has an address of its own, so servers don't conflict over ports. It stores nothing on the disk unless it is
 * configured to. It ends when it or its topology is closed, at the latest with this JVM, even if that is killed. Its
 * files are deleted then, unless the system property {@code holdall.testservers.keep} is set. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {

    private final RedisProcess process;
    private final InetSocketAddress address;
    private final @Nullable ServerCertificate certificate;
    private final @Nullable Link link;
    private final Runnable closing;

    private RedisServer(
            RedisProcess process,
            InetSocketAddress address,
            @Nullable ServerCertificate certificate,
            @Nullable Link link,
            Runnable closing) {
        this.process = process;
        this.address = address;
        this.certificate = certificate;
        this.link = link;
        this.closing = closing;
    }

    private static RedisServer alone(TopologyResources site, @Nullable Link link) {
        InetSocketAddress address = link == null ? site.near(1) : site.putProxyBefore(1, link);
        RedisProcess process = site.server(1, new RedisConf());
        process.start();
        return new RedisServer(process, address, site.certificate(), link, site::close);
    }

    /** Creates a server of a topology, which is not started yet. */
    static RedisServer member(TopologyResources site, RedisProcess process) {
        return new RedisServer(process, process.listen(), site.certificate(), null, process::close);
    }

    /**
     * Starts a server with the default settings, and blocks until it answers.
     *
     * @return the server; its version is {@link RedisVersion#standard()}
     * @throws ServerStartException if it ends, or doesn't answer within 30 s
     */
    public static RedisServer start() {
        return builder().start();
    }

    /**
     * Describes a server.
     *
     * @return a builder, all of whose properties have defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the address at which clients find the server.
     *
     * @return the server's address, or that of the proxy before it
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Returns the URI at which clients find the server.
     *
     * @return {@code redis://host:port}, or {@code rediss://host:port} with TLS
     */
    public String uri() {
        return uri(address);
    }

    /**
     * Returns the URI of the server itself, for clients that don't come over the link.
     *
     * @return {@code redis://host:port}, or {@code rediss://host:port} with TLS
     */
    public String uriWithoutLink() {
        return uri(process.listen());
    }

    private String uri(InetSocketAddress at) {
        String scheme = certificate == null ? "redis" : "rediss";
        return scheme + "://" + Hosts.hostAndPort(at);
    }

    /**
     * Returns the network between the clients and the server.
     *
     * @return the link, which can delay or cut the clients' connections
     * @throws IllegalStateException if the server has no proxy; a member of a topology never has one
     */
    public Link link() {
        if (link == null) {
            throw new IllegalStateException("a server that wasn't built with proxied(true) has no link of its own");
        }
        return link;
    }

    /**
     * Returns the certificate that the server presents to clients.
     *
     * @return the certificate, with the trust store for clients
     * @throws IllegalStateException if clients connect without TLS
     */
    public ServerCertificate certificate() {
        if (certificate == null) {
            throw new IllegalStateException("a server without tls(true) has no certificate");
        }
        return certificate;
    }

    /**
     * Returns the commands of a connection to the server itself, not through a proxy, as a user of this module who may
     * do everything.
     *
     * <p>A command blocks for at most 10 s. The connection is made at the first call of this method. After a restart,
     * call this method again.
     *
     * @return the commands
     * @throws io.lettuce.core.RedisConnectionException if the server isn't running
     */
    public RedisCommands<String, byte[]> admin() {
        return process.admin();
    }

    /**
     * Executes any command, like {@link #admin()}: {@code execute("DEBUG", "SLEEP", "0.5")}.
     *
     * @param command the command and its arguments
     * @return the elements of the answer if it is an array, else the answer as the only element; each element is a
     *     String, a Long, null or a List
     * @throws io.lettuce.core.RedisException if the server refuses the command or doesn't answer within 10 s
     */
    public List<@Nullable Object> execute(String... command) {
        return RawCommand.of(command).execute(admin());
    }

    /**
     * Returns what the server answers to INFO.
     *
     * @return the fields of all sections of INFO, such as {@code used_memory}
     */
    public Map<String, String> info() {
        return RedisInfo.parse(admin().info());
    }

    /**
     * Returns the server's log since its first start.
     *
     * @return the file, which is deleted with the server
     */
    public Path log() {
        return process.log();
    }

    /**
     * Returns the ID of the server's process.
     *
     * @return the process ID, which changes with each restart
     */
    public long pid() {
        return process.current().pid();
    }

    /**
     * Whether the server's process exists.
     *
     * @return true if the process runs or is paused
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Suspends the server: its connections stay open, but it answers nothing. */
    public void pause() {
        process.current().pause();
    }

    /** Resumes a paused server. */
    public void resume() {
        process.current().resume();
    }

    /** Kills the server. */
    public void kill() {
        process.kill();
    }

    /**
     * Starts the server again at the same address; kills it first if it is running. Blocks until it answers.
     *
     * <p>Afterwards the server is empty, unless the test has configured persistence, or the server is a replica, which
     * its primary fills.
     *
     * @throws ServerStartException if it ends, or doesn't answer within 30 s
     */
    public void restart() {
        kill();
        launch();
    }

    void launch() {
        process.start();
    }

    /** Returns the end of the log, under a heading with the server's name. */
    String tail() {
        return process.tail();
    }

    /** Whether the process exists and isn't paused. */
    boolean isRunning() {
        return process.isRunning();
    }

    /** Kills the server. If it stands alone, also closes its proxy and deletes its files. */
    @Override
    public void close() {
        closing.run();
    }

    @Override
    public String toString() {
        return "RedisServer[" + address + "]";
    }

    /** A builder for a server that stands alone. All properties have defaults. */
    public static final class Builder extends RedisBuilder<Builder> {

        private boolean proxied;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Puts a proxy between the clients and the server, for {@link RedisServer#link()}; by default there is none.
         *
         * @param present whether there is one
         * @return this
         */
        public Builder proxied(boolean present) {
            proxied = present;
            return this;
        }

        /**
         * Starts the server, and blocks until it answers.
         *
         * @return the server
         * @throws ServerStartException if it ends, or doesn't answer within 30 s
         */
        public RedisServer start() {
            Link link = proxied ? new Link() : null;
            return TopologyResources.open(settings(), 1, new int[] {TopologyResources.PORT}, site -> alone(site, link));
        }
    }
}
