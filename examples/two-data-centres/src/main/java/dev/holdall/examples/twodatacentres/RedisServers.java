package dev.holdall.examples.twodatacentres;

import dev.holdall.testservers.network.Link;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A server in each data centre, which doesn't know the other one: the stores replicate. */
final class RedisServers implements Servers {

    private final Map<String, RedisServer> servers = new LinkedHashMap<>();

    private RedisServers() {}

    static RedisServers start(String here, String there) {
        RedisServers started = new RedisServers();
        try {
            started.start(here);
            started.start(there);
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    private void start(String dataCentre) {
        servers.put(dataCentre, RedisServer.builder().proxied(true).start());
    }

    /** Returns the options of a data centre: its store reaches only the other data centre's server over the link. */
    @Override
    public Map<String, Object> location(String dataCentre) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("redis.data-centres.local", dataCentre);
        servers.forEach((name, server) -> {
            if (name.equals(dataCentre)) {
                options.put("redis.uri", server.uriWithoutLink());
            } else {
                options.put("redis.data-centres.others." + name + ".uri", server.uri());
            }
        });
        return options;
    }

    @Override
    public void delay(Duration oneWay) {
        both(link -> link.delay(oneWay));
    }

    @Override
    public void cut() {
        both(Link::cut);
    }

    @Override
    public void heal() {
        both(Link::heal);
    }

    private void both(Consumer<Link> change) {
        servers.values().forEach(server -> change.accept(server.link()));
    }

    @Override
    public void close() {
        servers.values().forEach(RedisServer::close);
    }
}
