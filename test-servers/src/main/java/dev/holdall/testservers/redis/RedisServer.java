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
 * It has an address of its own, so servers don't get in each other's way, and keeps nothing on the disk unless it is
 * configured to. It ends with its topology, at the latest with this JVM, even if that is killed. Its files are deleted
 * then, unless the system property {@code holdall.testservers.keep} is set. Not for use by several threads.
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

    private static RedisServer alone(RedisSite site, @Nullable Link link) {
        InetSocketAddress address = link == null ? site.near(1) : site.putProxyBefore(1, link);
        RedisProcess process = site.server(1, new RedisConf());
        process.start();
        return new RedisServer(process, address, site.certificate(), link, site::close);
    }

    /** A server of a topology, not started yet. */
    static RedisServer member(RedisSite site, RedisProcess process) {
        return new RedisServer(process, process.listen(), site.certificate(), null, process::close);
    }

    /**
     * Starts a server that has all defaults, and blocks until it answers.
     *
     * @return the server, of {@link RedisVersion#standard()}
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
     * Where clients find it.
     *
     * @return its address, or that of the proxy before it
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Where clients find it.
     *
     * @return {@code redis://host:port}, or {@code rediss://host:port} if it speaks TLS
     */
    public String uri() {
        String scheme = certificate == null ? "redis" : "rediss";
        return scheme + "://" + Hosts.hostAndPort(address);
    }

    /**
     * What stands between the clients and the server.
     *
     * @return what gets in their way
     * @throws IllegalStateException if there is nothing: a member of a topology has no proxy either
     */
    public Link link() {
        if (link == null) {
            throw new IllegalStateException("a server that wasn't built with proxied(true) has no link of its own");
        }
        return link;
    }

    /**
     * What the server shows to clients.
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
     * Commands to the server itself, past any proxy, by a user of their own who may do everything.
     *
     * <p>They block for at most 10 s. The connection is made at the first call; ask again after a restart.
     *
     * @return the commands
     * @throws io.lettuce.core.RedisConnectionException if the server doesn't run
     */
    public RedisCommands<String, byte[]> admin() {
        return process.admin();
    }

    /**
     * Executes any command, like {@link #admin()}: {@code execute("DEBUG", "SLEEP", "0.5")}.
     *
     * @param command the command and its arguments
     * @return the elements of the answer if that is an array, else the answer alone; each a String, a Long, null or a
     *     List
     * @throws io.lettuce.core.RedisException if the server refuses the command or doesn't answer within 10 s
     */
    public List<@Nullable Object> execute(String... command) {
        return RawCommand.of(command).execute(admin());
    }

    /**
     * What the server says about itself.
     *
     * @return the fields of all sections of INFO, such as {@code used_memory}
     */
    public Map<String, String> info() {
        return RedisInfo.parse(admin().info());
    }

    /**
     * What the server said since its first start.
     *
     * @return the file, which goes with the server
     */
    public Path log() {
        return process.log();
    }

    /**
     * The server's process.
     *
     * @return its number in the operating system; another after each restart
     */
    public long pid() {
        return process.current().pid();
    }

    /**
     * Whether the server's process is there.
     *
     * @return true if it runs or is paused
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Stops the server where it is: its connections stay open, and nothing answers. */
    public void pause() {
        process.current().pause();
    }

    /** Lets a paused server go on. */
    public void resume() {
        process.current().resume();
    }

    /** Kills the server. */
    public void kill() {
        process.kill();
    }

    /**
     * Starts the server again, on the same address, and kills it before if it runs; blocks until it answers.
     *
     * <p>It is empty, unless the test configured persistence, or its topology fills it.
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

    /** The end of the log, under the server's name. */
    String tail() {
        return process.tail();
    }

    /** Whether the process is there and not paused. */
    boolean isRunning() {
        return process.isRunning();
    }

    /** Kills the server for good; one that stands alone goes with its proxy and its files. */
    @Override
    public void close() {
        closing.run();
    }

    @Override
    public String toString() {
        return "RedisServer[" + address + "]";
    }

    /** Describes a server that stands alone; everything has a default. */
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
            return RedisSite.open(settings(), 1, new int[] {RedisSite.PORT}, site -> alone(site, link));
        }
    }
}
