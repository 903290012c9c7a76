package dev.holdall.testservers.cassandra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CassandraClusterTest {

    @Test
    void moreThanSixteenNodes_areRefused() {
        assertThatThrownBy(() -> CassandraCluster.builder()
                        .dataCenter("eqiad", 9)
                        .dataCenter("codfw", 8)
                        .start()
                        .close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("servers that are started together are at most 16; number 17 was asked for");
    }
}
