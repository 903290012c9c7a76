package dev.holdall.testservers.cassandra;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("deep")
class CassandraNodeIT {

    private static final int VALUE_BYTES = 7 << 20;

    @Test
    void restart_afterKill_hasItsData() {
        Path log;
        try (CassandraCluster cluster =
                CassandraCluster.builder().dataCenter("eqiad", 1).start()) {
            CassandraNode node = cluster.node("eqiad", 0);
            log = node.log();
            try (CqlSession session = cluster.connect("eqiad")) {
                Cql.createTable(session, cluster);
                session.execute(Cql.INSERT, 1, ByteBuffer.allocate(VALUE_BYTES));
            }

            node.kill();
            assertThat(node.isAlive()).isFalse();
            node.restart();

            try (CqlSession session = cluster.connect("eqiad")) {
                assertThat(session.execute(Cql.SELECT, 1).all())
                        .singleElement()
                        .extracting(row -> row.getByteBuffer("value"))
                        .isEqualTo(ByteBuffer.allocate(VALUE_BYTES));
            }
            assertThat(log).exists();
        }
        assertThat(Files.exists(log)).isFalse();
    }

    @Test
    void version41_starts() {
        try (CassandraCluster cluster = CassandraCluster.builder()
                        .dataCenter("eqiad", 1)
                        .version(CassandraVersion.V4_1)
                        .start();
                CqlSession session = cluster.connect("eqiad")) {
            assertThat(session.execute("SELECT release_version FROM system.local")
                            .all())
                    .singleElement()
                    .extracting(row -> row.getString(0), as(InstanceOfAssertFactories.STRING))
                    .startsWith("4.1.");
        }
    }
}
