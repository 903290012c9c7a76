package dev.holdall.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("deep")
class SecuredIT {

    @Test
    void onlyKnownClients_overTls_getIn() {
        try (CassandraCluster cluster = CassandraCluster.builder()
                        .dataCenter("eqiad", 1)
                        .authentication(true)
                        .clientTls(true)
                        .start();
                CqlSession session = cluster.connect("eqiad")) {
            assertThat(session.execute("SELECT key FROM system.local").all()).hasSize(1);
            assertThatThrownBy(() -> connect(cluster, false, "cassandra")).isInstanceOf(AllNodesFailedException.class);
            assertThatThrownBy(() -> connect(cluster, true, "wrong"))
                    .isInstanceOfSatisfying(
                            AllNodesFailedException.class,
                            failure -> assertThat(failure.getAllErrors().values().stream()
                                            .flatMap(List::stream))
                                    .allMatch(AuthenticationException.class::isInstance));
        }
    }

    private static void connect(CassandraCluster cluster, boolean tls, String password) {
        var builder = CqlSession.builder()
                .addContactPoint(cluster.node("eqiad", 0).contactPoint())
                .withLocalDatacenter("eqiad")
                .withAuthCredentials(CassandraCluster.USER, password);
        if (tls) {
            builder.withSslEngineFactory(
                    new ProgrammaticSslEngineFactory(cluster.certificate().sslContext(), null, true));
        }
        builder.build().close();
    }
}
