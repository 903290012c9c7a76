package dev.holdall.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.testservers.cassandra.CassandraCluster;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.WebApplicationType;

/** Applications that serve HTTP, on servlets and on WebFlux, with their sessions on Cassandra. */
@Tag("deep")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CassandraApplicationIT {

    private static CassandraCluster cluster;
    private static ApplicationRules rules;

    @BeforeAll
    static void start() {
        cluster = CassandraCluster.builder().dataCenter("here", 1).start();
        InetSocketAddress address = cluster.node("here", 0).contactPoint();
        String store = "holdall.stores.sessions.";
        rules = new ApplicationRules(List.of(
                store + "backend=cassandra",
                // However busy this machine is.
                store + "open-timeout=2 minutes",
                store + "cassandra.contact-points=" + address.getHostString() + ":" + address.getPort(),
                store + "cassandra.local-datacenter=here",
                store + "cassandra.maps-table=maps",
                store + "cassandra.schema=create",
                store + "cassandra.create.replication.here=1"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void session_isShared_getsAnotherId_andEnds() {
        rules.sessionIsShared_getsAnotherId_andEnds(WebApplicationType.SERVLET);
    }

    /** The last one, since it ends the node. */
    @Test
    @Order(2)
    void webFlux_hasSessions_andTheHealthOfTheServer() {
        try (RunningApplication application = rules.start(WebApplicationType.REACTIVE)) {
            application.post("/cart/apples");
            assertThat(application.get("/cart").body()).isEqualTo("[\"apples\"]");
            ApplicationRules.assertUp(application);
            cluster.node("here", 0).kill();
            ApplicationRules.awaitDown(application);
        }
    }
}
