package dev.holdall.testservers.redis;

import dev.holdall.testservers.network.Link;
import dev.holdall.testservers.network.LoopbackRange;
import dev.holdall.testservers.network.TcpProxy;
import dev.holdall.testservers.processes.ServerCertificate;
import dev.holdall.testservers.processes.TempFolder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the servers of a topology share: their addresses, their folder, their certificate, and the proxies before them.
 */
final class TopologyResources implements AutoCloseable {

    static final int PORT = 6379;
    static final int SENTINEL_PORT = 26379;
    static final int BUS_PORT = 16379;

    private final RedisSettings settings;
    private final LoopbackRange addresses;
    private final TempFolder folder;
    private final @Nullable ServerCertificate certificate;
    private final List<RedisProcess> processes = new ArrayList<>();
    private final List<TcpProxy> proxies = new ArrayList<>();

    private TopologyResources(
            RedisSettings settings,
            LoopbackRange addresses,
            TempFolder folder,
            @Nullable ServerCertificate certificate) {
        this.settings = settings;
        this.addresses = addresses;
        this.folder = folder;
        this.certificate = certificate;
    }

    /**
     * Starts a topology on the hosts from 1 to the given number. If the topology can't be started, gives its addresses
     * back and deletes its folder.
     */
    static <T> T open(RedisSettings settings, int hosts, int[] ports, Function<TopologyResources, T> topology) {
        TopologyResources site = take(settings, hosts, ports);
        try {
            return topology.apply(site);
        } catch (RuntimeException | Error e) {
            site.close();
            throw e;
        }
    }

    private static TopologyResources take(RedisSettings settings, int hosts, int... ports) {
        LoopbackRange addresses = LoopbackRange.take(ports);
        try {
            return take(settings, hosts, addresses);
        } catch (RuntimeException | Error e) {
            addresses.close();
            throw e;
        }
    }

    private static TopologyResources take(RedisSettings settings, int hosts, LoopbackRange addresses) {
        TempFolder folder = TempFolder.create("holdall-redis-");
        try {
            return new TopologyResources(
                    settings, addresses, folder, settings.tls() ? certificate(folder, addresses, hosts) : null);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private static ServerCertificate certificate(TempFolder folder, LoopbackRange addresses, int hosts) {
        List<InetAddress> names = IntStream.rangeClosed(1, hosts)
                .boxed()
                .flatMap(host -> Stream.of(addresses.near(host), addresses.far(host)))
                .toList();
        return ServerCertificate.create(folder.path(), names);
    }

    @Nullable
    ServerCertificate certificate() {
        return certificate;
    }

    /** Returns the address at which a server listens. */
    InetSocketAddress near(int host) {
        return new InetSocketAddress(addresses.near(host), PORT);
    }

    /** Puts a proxy before a server, and returns the address at which the proxy listens. */
    InetSocketAddress putProxyBefore(int host, Link link) {
        TcpProxy proxy = TcpProxy.start(new InetSocketAddress(addresses.far(host), PORT), near(host), link);
        proxies.add(proxy);
        return proxy.address();
    }

    /** Creates a server that stores data, which is not started yet. */
    RedisProcess server(int host, RedisConf more) {
        RedisConf conf = listening(near(host))
                .add("save", "")
                .add("repl-diskless-sync", "yes")
                .add("repl-diskless-sync-delay", "0")
                .add("rdb-del-sync-files", "yes")
                .add("masteruser", RedisAdmin.USER)
                .add("masterauth", RedisAdmin.PASSWORD);
        if (settings.version().hasDebugSwitch()) {
            conf.add("enable-debug-command", "yes");
        }
        return process("redis-" + host, near(host), conf.add(more).add(settings.conf()), List.of());
    }

    /** Creates a sentinel, which is not started yet. */
    RedisProcess sentinel(int host, RedisConf more) {
        InetSocketAddress listen = new InetSocketAddress(addresses.near(host), SENTINEL_PORT);
        return process("sentinel-" + host, listen, listening(listen).add(more), List.of("--sentinel"));
    }

    private RedisProcess process(String name, InetSocketAddress listen, RedisConf conf, List<String> arguments) {
        Path home = folder.path().resolve(name);
        RedisFiles files = RedisFiles.create(home, conf.add("dir", home.toString()));
        RedisProcess process = new RedisProcess(settings, files, arguments, listen, RedisAdmin.of(listen, certificate));
        processes.add(process);
        return process;
    }

    private RedisConf listening(InetSocketAddress address) {
        RedisConf conf = new RedisConf()
                .add("bind", Hosts.host(address))
                .add("protected-mode", "no")
                .add("daemonize", "no")
                .add("user", RedisAdmin.USER, "on", ">" + RedisAdmin.PASSWORD, "~*", "&*", "+@all");
        String port = Hosts.port(address);
        return certificate == null
                ? conf.add("port", port)
                : conf.add("port", "0").add("tls-port", port).add(tls(certificate));
    }

    private static RedisConf tls(ServerCertificate certificate) {
        return new RedisConf()
                .add("tls-cert-file", certificate.certificatePem().toString())
                .add("tls-key-file", certificate.keyPem().toString())
                .add("tls-ca-cert-file", certificate.certificatePem().toString())
                .add("tls-auth-clients", "no")
                .add("tls-replication", "yes")
                .add("tls-cluster", "yes");
    }

    /** Ends all servers, and deletes their files. */
    @Override
    public void close() {
        processes.forEach(RedisProcess::close);
        proxies.forEach(TcpProxy::close);
        addresses.close();
        folder.close();
    }
}
