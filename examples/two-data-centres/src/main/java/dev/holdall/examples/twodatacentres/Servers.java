package dev.holdall.examples.twodatacentres;

import java.time.Duration;
import java.util.Map;

/** The database servers of two data centres on this machine, and the network between the two. */
interface Servers extends AutoCloseable {

    /** Starts the servers, and blocks until they answer. */
    static Servers start(String backend, String here, String there) {
        return switch (backend) {
            case "cassandra" -> CassandraServers.start(here, there);
            case "redis" -> RedisServers.start(here, there);
            default ->
                throw new IllegalArgumentException(
                        "there is no backend " + backend + " here: choose -Dbackend=cassandra or -Dbackend=redis");
        };
    }

    /** Returns the options that an installation in a data centre adds to the common ones, to say where it is. */
    Map<String, Object> location(String dataCentre);

    /** Delays everything that one data centre sends to the other. */
    void delay(Duration oneWay);

    /** Separates the two data centres. */
    void cut();

    /** Ends the separation; the delay stays. */
    void heal();

    @Override
    void close();
}
