package dev.holdall.examples.springboot;

import dev.holdall.testservers.network.LoopbackRange;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop on a loopback address that nobody else uses. */
final class RunningShop implements AutoCloseable {

    private static final int PORT = 8080;

    private final LoopbackRange range = LoopbackRange.take(PORT);
    private final ConfigurableApplicationContext application;

    /** Starts the shop with further properties. */
    RunningShop(String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.address=" + host(), "--server.port=" + PORT));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        try {
            application = SpringApplication.run(Shop.class, arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            range.close();
            throw e;
        }
    }

    private String host() {
        return range.near(1).getHostAddress();
    }

    URI uri(String path) {
        return URI.create("http://" + host() + ":" + PORT + path);
    }

    @Override
    public void close() {
        try (range) {
            application.close();
        }
    }
}
