package dev.holdall.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactPointTest {

    @ParameterizedTest
    @CsvSource({
        "db1, db1, 9042",
        "db1.eqiad.example:9142, db1.eqiad.example, 9142",
        "10.0.0.1, 10.0.0.1, 9042",
        "10.0.0.1:1, 10.0.0.1, 1",
        "[::1], ::1, 9042",
        "[2001:db8::7]:65535, 2001:db8::7, 65535",
        "[fe80::1%eth0]:9042, fe80::1%eth0, 9042",
    })
    void text_hasAHost_andAPortOrTheUsualOne(String text, String host, int port) {
        assertThat(read('"' + text + '"')).containsExactly(new ContactPoint(host, port));
    }

    @Test
    void points_mayStandInOneText_withCommas() {
        assertThat(Options.read("contact-points = \" db1 , db2:1 ,\"", ContactPoint::readAll))
                .containsExactly(new ContactPoint("db1", 9042), new ContactPoint("db2", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db 1",
                "::1",
                "2001:db8::7:9042",
                "[host]",
                "[db1]",
                "db1:",
                "db1:port",
                ":9042",
                "cql://db1",
                "db1:1:2"
            })
    void textOfAnotherForm_isAProblem_thatDoesNotShowIt(String text) {
        assertThat(Options.problems("local-datacenter = eqiad, contact-points = [db1, \"" + text + "\"]"))
                .containsExactly(
                        "holdall.stores.sessions.cassandra.contact-points has to be a list of host or host:port,"
                                + " with IPv6 addresses in brackets (test.conf: 1)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536, 99_999})
    void portThatDoesNotExist_isAProblem(int port) {
        assertThat(Options.problems("local-datacenter = eqiad, contact-points = [\"db1:" + port + "\"]"))
                .containsExactly(
                        "holdall.stores.sessions.cassandra.contact-points has a port that is not from 1 to 65535"
                                + " (test.conf: 1)");
    }

    @Test
    void inAMessage_itIsAsItWouldBeWritten() {
        assertThat(read("db1, \"[::1]:7\"")).hasToString("[db1:9042, [::1]:7]");
    }

    @Test
    void address_resolvesToItself_withThePort() {
        assertThat(new ContactPoint("127.0.0.1", 7).resolve()).singleElement().satisfies(address -> {
            assertThat(address.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
            assertThat(address.getPort()).isEqualTo(7);
        });
    }

    @Test
    void nameThatNobodyKnows_resolvesToNothing() {
        assertThat(new ContactPoint("nowhere.invalid", 7).resolve()).isEmpty();
    }

    private static List<ContactPoint> read(String points) {
        return Options.read("contact-points = [" + points + "]", ContactPoint::readAll);
    }
}
