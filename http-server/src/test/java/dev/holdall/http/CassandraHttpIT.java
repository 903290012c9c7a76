package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both modes over Cassandra. */
@Tag("deep")
class CassandraHttpIT {

    private static CassandraCluster cluster;

    @BeforeAll
    static void start() {
        cluster = CassandraCluster.builder().dataCenter("here", 1).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static SessionStore store() {
        InetSocketAddress address = cluster.node("here", 0).contactPoint();
        return SessionStores.open(TestServer.STORE, ConfigFactory.parseString("""
                        holdall.stores.%s {
                          backend = cassandra
                          cassandra {
                            contact-points = ["%s:%d"]
                            local-datacenter = here
                            schema = create
                            create.replication { here = 1 }
                          }
                        }
                        """.formatted(
                        TestServer.STORE, address.getHostString(), address.getPort())));
    }

    @Nested
    class Rfc extends RfcRules {
        @Override
        SessionStore open() {
            return store();
        }
    }

    @Nested
    class Kask extends KaskRules {
        @Override
        SessionStore open() {
            return store();
        }
    }

    @Test
    void theTable_isShared_withAServerOfKasks() {
        try (TestServer server = TestServer.over(kasksStore(), "mode = kask, base-path = /sessions/v1");
                CqlSession session = cluster.connect("here")) {
            HttpClients http = new HttpClients(server.uri(), HttpClient.Version.HTTP_1_1);
            byte[] value = RfcRules.bytes("written by Kask");
            session.execute(
                    "INSERT INTO kask.values (key, value) VALUES (?, ?) USING TTL ?",
                    "wiki:MWSession:4f1c",
                    ByteBuffer.wrap(value),
                    86_400);
            assertThat(http.send("GET", "wiki%3AMWSession%3A4f1c").body()).isEqualTo(value);
            byte[] next = RfcRules.bytes("written by this server");
            assertThat(http.send("POST", "wiki%3AMWSession%3A4f1c", next).statusCode())
                    .isEqualTo(201);
            Row row = session.execute(
                            "SELECT value, TTL(value) AS ttl FROM kask.values WHERE key = ?", "wiki:MWSession:4f1c")
                    .one();
            assertThat(Objects.requireNonNull(row).getByteBuffer("value")).isEqualTo(ByteBuffer.wrap(next));
            assertThat(row.getInt("ttl")).isBetween(86_000, 86_402);
            session.execute("DELETE FROM kask.values WHERE key = ?", "wiki:MWSession:4f1c");
            assertThat(http.send("GET", "wiki%3AMWSession%3A4f1c").statusCode()).isEqualTo(404);
            session.execute(
                    "INSERT INTO kask.values (key, value) VALUES (?, ?) USING TTL ?",
                    "wiki:MWSession:4f1c",
                    ByteBuffer.wrap(value),
                    86_400);
            assertThat(http.send("DELETE", "wiki%3AMWSession%3A4f1c").statusCode())
                    .isEqualTo(204);
            assertThat(session.execute("SELECT value FROM kask.values WHERE key = ?", "wiki:MWSession:4f1c")
                            .one())
                    .isNull();
        }
    }

    /** Opens a store on a table that was made as Kask's schema makes it. */
    private static SessionStore kasksStore() {
        try (CqlSession session = cluster.connect("here")) {
            session.execute(
                    "CREATE KEYSPACE kask WITH replication" + " = {'class': 'NetworkTopologyStrategy', 'here': 1}");
            session.execute("CREATE TABLE kask.values (key text PRIMARY KEY, value blob)");
        }
        InetSocketAddress address = cluster.node("here", 0).contactPoint();
        return SessionStores.open(TestServer.STORE, ConfigFactory.parseString("""
                        holdall.stores.%s {
                          backend = cassandra
                          default-ttl = 1 day
                          cassandra {
                            contact-points = ["%s:%d"], local-datacenter = here
                            keyspace = kask, table = values, schema = none
                          }
                        }
                        """.formatted(
                        TestServer.STORE, address.getHostString(), address.getPort())));
    }
}
