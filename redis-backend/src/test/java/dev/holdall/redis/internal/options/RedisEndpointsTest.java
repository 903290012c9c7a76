package dev.holdall.redis.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisEndpointsTest {

    private static final String BLOCK = "holdall.stores.sessions.redis.";
    private static final String SECRET = "hunter2";

    @Test
    void uriOfOneServer_isRead() {
        assertThat(uri("redis://redis1"))
                .isEqualTo(new RedisEndpoints(
                        Topology.STANDALONE, List.of(new HostAndPort("redis1", 6379)), null, null, 0, false));
        assertThat(uri("rediss://alice:hunter2@[::1]:7000/3"))
                .isEqualTo(new RedisEndpoints(
                        Topology.STANDALONE,
                        List.of(new HostAndPort("::1", 7000)),
                        null,
                        new Credentials("alice", SECRET),
                        3,
                        true));
    }

    @Test
    void uriOfSentinels_isRead() {
        assertThat(uri("redis-sentinel://:hunter2@s1,s2:7000,10.0.0.3/1#main"))
                .isEqualTo(new RedisEndpoints(
                        Topology.SENTINEL,
                        List.of(
                                new HostAndPort("s1", 26379),
                                new HostAndPort("s2", 7000),
                                new HostAndPort("10.0.0.3", 26379)),
                        "main",
                        new Credentials(null, SECRET),
                        1,
                        false));
    }

    @Test
    void uriOfCluster_isRead() {
        assertThat(uri("rediss-cluster://n1:7001,n2"))
                .isEqualTo(new RedisEndpoints(
                        Topology.CLUSTER,
                        List.of(new HostAndPort("n1", 7001), new HostAndPort("n2", 6379)),
                        null,
                        null,
                        0,
                        true));
    }

    @Test
    void credentialsInUri_areDecoded() {
        assertThat(uri("redis://al%40ice:p%2Fa+s%3As@h").credentials()).isEqualTo(new Credentials("al@ice", "p/a+s:s"));
    }

    @Test
    void passwordInUri_mayBeALongAccessToken() {
        String token = "aB9-._~%2B".repeat(2_000);
        assertThat(uri("rediss://default:" + token + "@h").credentials())
                .isEqualTo(new Credentials("default", "aB9-._~+".repeat(2_000)));
    }

    @Test
    void block_saysTheSame() {
        assertThat(endpoints("""
                topology = sentinel
                nodes = ["s1", "s2:7000"]
                master-name = main
                username = alice
                password = hunter2
                database = 1
                tls.enabled = true
                """))
                .isEqualTo(new RedisEndpoints(
                        Topology.SENTINEL,
                        List.of(new HostAndPort("s1", 26379), new HostAndPort("s2", 7000)),
                        "main",
                        new Credentials("alice", SECRET),
                        1,
                        true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis1:6379",
                "http://redis1",
                "redis://",
                "redis://redis1?timeout=5s",
                "redis://redis1/db",
                "redis://al%4ice:hunter2@redis1",
                "redis-sentinel://s1,s2#",
            })
    void uriOfAnotherForm_isAProblem(String uri) {
        assertThat(Options.OPTIONS.problems("nodes = [], uri = \"" + uri + "\""))
                .singleElement()
                .asString()
                .startsWith(BLOCK + "uri has to be redis://host:port")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uri = \"redis://redis1:0\" | uri has a host that is not a valid name or address, or a port",
                "uri = \"redis://a b\" | uri has a host that is not a valid name or address, or a port",
                "uri = \"redis://n1,n2\" | uri names several servers",
                "uri = \"redis-sentinel://s1\" | uri names sentinels, and needs their name for the primary",
                "uri = \"redis://h#main\" | uri has a #name at its end, which only redis-sentinel:// uses",
                "uri = \"redis-cluster://h/1\" | uri has a database other than 0, but a cluster has only database 0",
                "uri = \"redis://h\", username = alice, password = p | uri stands for topology",
                "uri = \"redis://h\", nodes = [h] | uri stands for topology",
                "nodes = [] | nodes names no server, and uri isn't set: set uri to redis://host:port, or nodes",
                "nodes = [], uri = \"\" | nodes names no server, and uri isn't set",
                "nodes = [h], master-name = main | master-name is set, but only topology = sentinel uses it",
                "nodes = [h], topology = cluster, database = 1 | database has to be 0 for topology = cluster",
                "nodes = [\"a/b\"] | nodes has to be a list of host or host:port",
                "nodes = [\"h:65536\"] | nodes has to be a list of host or host:port",
                "nodes = [h], topology = sentinel | master-name is required for topology = sentinel",
                "nodes = [h], topology = sentinel, master-name = \"\" | master-name is required",
                "nodes = [h], username = alice | password is missing; username is set",
                "nodes = [h], sentinel.username = alice | sentinel.password is missing; sentinel.username is set",
                "nodes = [h], replicas = [r] | replicas is not used unless read-from = nearest",
                "nodes = [h], read-from = nearest | replicas is required where read-from = nearest",
                "nodes = [h], topology = cluster, read-from = nearest, replicas = [r] | replicas is for a primary",
                "nodes = [h], tls.trust-store = nowhere | tls.trust-store is no file that can be read",
                "nodes = [h], topology = ring | topology",
                "nodes = [h], wait.replicas = 101 | wait.replicas",
                "nodes = [h], max-requests-in-flight = 0 | max-requests-in-flight"
            })
    void contradiction_isAProblem(String options, String problem) {
        assertThat(Options.OPTIONS.problems(options))
                .anySatisfy(found -> assertThat(found).startsWith(BLOCK + problem));
    }

    @Test
    void addressThatCanNotBeRead_isOneProblem() {
        assertThat(Options.OPTIONS.problems("nodes = [\"a/b\"]"))
                .singleElement()
                .asString()
                .contains("host or host:port");
    }

    @Test
    void emptyText_countsAsUnset() {
        assertThat(endpoints("uri = \"\", master-name = \"\", nodes = [h]"))
                .isEqualTo(new RedisEndpoints(
                        Topology.STANDALONE, List.of(new HostAndPort("h", 6379)), null, null, 0, false));
        assertThat(endpoints("uri = \"redis://h\", master-name = \"\", nodes = []")
                        .masterName())
                .isNull();
    }

    @Test
    void nothing_showsThePassword() {
        RedisEndpoints endpoints = uri("redis://alice:hunter2@redis1");
        assertThat(endpoints.toString()).isEqualTo("[redis1:6379]");
        assertThat(String.valueOf(endpoints.credentials())).doesNotContain(SECRET, "alice");
    }

    private static RedisEndpoints uri(String uri) {
        return endpoints("nodes = [], uri = \"" + uri + "\"");
    }

    private static RedisEndpoints endpoints(String options) {
        RedisEndpoints endpoints =
                Options.OPTIONS.read(options, ConnectionOptions::read).endpoints();
        assertThat(endpoints).isNotNull();
        return endpoints;
    }
}
