package dev.holdall.benchmarks.http;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.BlockingLoad;
import dev.holdall.benchmarks.rounds.Contender;
import dev.holdall.benchmarks.rounds.Json;
import dev.holdall.benchmarks.rounds.RandomKeys;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.Table;
import dev.holdall.benchmarks.rounds.Targets;
import dev.holdall.benchmarks.rounds.Verbs;
import dev.holdall.config.SessionStores;
import dev.holdall.http.HttpServer;
import dev.holdall.http.HttpServerOptions;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a store in this process with the same store over HTTP, with connections that stay open. Client and server
 * are in this one JVM, so the processor time of a call is that of both.
 */
public final class HttpComparison {

    private static final String IN_PROCESS = "in process";
    private static final String OVER_HTTP = "over HTTP";

    private final boolean quick;
    private final Json json = new Json();

    private HttpComparison(boolean quick) {
        this.quick = quick;
    }

    /**
     * Runs the comparison, and prints and writes its results.
     *
     * @param arguments {@code http}, and optionally {@code --quick}
     * @throws IOException if the results can't be written
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = Arrays.asList(arguments);
        new HttpComparison(words.contains("--quick")).run();
    }

    private void run() throws IOException {
        try (SessionStore store = SessionStores.open(
                "sessions", ConfigFactory.parseString("holdall.stores.sessions { backend = memory }"))) {
            compare("A store in memory, in process and over HTTP", store, 64);
        }
        try (CassandraCluster cluster =
                        CassandraCluster.builder().dataCenter("here", 1).start();
                SessionStore store = open(cluster)) {
            compare("A store on Cassandra, in process and over HTTP", store, 16);
        }
        System.out.println("JSON: " + json.write("http"));
    }

    private static SessionStore open(CassandraCluster cluster) {
        InetSocketAddress node = cluster.node("here", 0).contactPoint();
        return SessionStores.open(
                "sessions", ConfigFactory.parseString("""
                        holdall.stores.sessions {
                          backend = cassandra
                          cassandra {
                            contact-points = ["%s:%d"], local-datacenter = here
                            schema = create, create.replication { here = 1 }
                          }
                        }
                        """.formatted(node.getHostString(), node.getPort())));
    }

    private void compare(String title, SessionStore store, int inFlight) {
        for (String key : Workload.present()) {
            store.set(key, Workload.newValue());
        }
        // The server's code is large, and is compiled only after some hundred thousand requests.
        Rounds rounds = quick
                ? new Rounds(40, Rounds.SHORT_SLICE, Duration.ofSeconds(35))
                : new Rounds(60, Rounds.SHORT_SLICE, Duration.ofMinutes(3));
        HttpServerOptions options = HttpServerOptions.from(ConfigFactory.parseString("holdall.http.port = 0"));
        try (HttpServer server = HttpServer.start(options, Map.of("sessions", store));
                KeepAliveClient client = new KeepAliveClient(server.uri())) {
            RandomKeys<String> keys = RandomKeys.of(Workload.present());
            Map<Row, List<Contender>> rows = new LinkedHashMap<>();
            for (String verb : List.of("get", "set")) {
                rows.put(
                        new Row(verb, Verbs.BLOCKING, inFlight),
                        List.of(
                                new Contender(IN_PROCESS, Verbs.ofStore(store, verb, Verbs.BLOCKING, keys)),
                                new Contender(
                                        OVER_HTTP,
                                        new BlockingLoad<>(keys, verb.equals("get") ? client::get : client::set))));
            }
            Results results = new Results(title, IN_PROCESS, Targets.NONE).countingUsage();
            rounds.run(results, rows);
            new Table(results).print(System.out);
            json.add(results);
        }
    }
}
