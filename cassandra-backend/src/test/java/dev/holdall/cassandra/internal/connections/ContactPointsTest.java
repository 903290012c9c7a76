package dev.holdall.cassandra.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.cassandra.internal.options.Options;
import dev.holdall.spi.HostAndPort;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactPointsTest {

    @Test
    void points_mayStandInOneText_withCommas() {
        assertThat(Options.OPTIONS
                        .read("contact-points = \" db1 , db2:1 ,\"", ConnectionOptions::read)
                        .contactPoints())
                .isEqualTo(List.of(new HostAndPort("db1", 9042), new HostAndPort("db2", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "::1", "cql://db1", "db1:65536"})
    void textOfAnotherForm_isAProblem_thatDoesNotShowIt(String text) {
        assertThat(Options.OPTIONS.problems("local-datacenter = eqiad, contact-points = [db1, \"" + text + "\"]"))
                .containsExactly(
                        "holdall.stores.sessions.cassandra.contact-points has to be a list of host or host:port,"
                                + " with IPv6 addresses in brackets, and ports from 1 to 65535 (test.conf: 1)");
    }

    @Test
    void address_resolvesToItself_withThePort() {
        assertThat(Connector.resolve(new HostAndPort("127.0.0.1", 7)))
                .singleElement()
                .satisfies(address -> {
                    assertThat(address.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
                    assertThat(address.getPort()).isEqualTo(7);
                });
    }

    @Test
    void unknownHostName_resolvesToNothing() {
        assertThat(Connector.resolve(new HostAndPort("nowhere.invalid", 7))).isEmpty();
    }
}
