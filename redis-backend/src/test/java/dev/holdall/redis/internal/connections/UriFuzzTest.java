package dev.holdall.redis.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import dev.holdall.StoreConfigurationException;
import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.OptionReader;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.redis.internal.options.ConnectionOptions;
import dev.holdall.redis.internal.options.RedisEndpoints;
import dev.holdall.redis.internal.options.Topology;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import io.lettuce.core.RedisCredentialsProvider.ImmediateRedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that any text as the option uri names servers, or is a problem that shows nothing of it. */
class UriFuzzTest {

    /** The defaults, read once: a store reads them anew each time, which would take most of the time here. */
    private static final ConfigObject DEFAULTS =
            ConfigFactory.defaultReference().getObject("holdall.defaults.redis");

    /** All problems of a URI, so that none has a part of it. */
    private static final String PROBLEMS = "store\\.uri (has to be redis://host:port, .*"
            + "|has a host that is not a valid name or address, or a port that is not from 1 to 65535"
            + "|names several servers, .*|names sentinels, and needs their name .*|has a #name at its end, which .*"
            + "|has a database other than 0, .*) \\(hardcoded value\\)";

    @DictionaryEntries({"redis", "rediss", "-sentinel", "-cluster", "://", "[::1]", "65535", "%3A", "%", "@", "#main"})
    @FuzzTest(maxDuration = "50s")
    void anyText_namesServers_orIsAProblem(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            return; // An empty text counts as unset.
        }
        try {
            ConnectionOptions options = read(text);
            RedisEndpoints endpoints = Objects.requireNonNull(options.endpoints());
            assertThat(read(uri(endpoints)).endpoints()).isEqualTo(endpoints);
            assertUsable(options, endpoints);
        } catch (StoreConfigurationException e) {
            assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.matches(PROBLEMS));
        }
    }

    private static ConnectionOptions read(String uri) {
        ConfigObject own = ConfigValueFactory.fromMap(Map.of("uri", uri));
        Problems problems = new Problems();
        ConnectionOptions options = ConnectionOptions.read(
                new OptionReader(new OptionBlock("store", "defaults", own, DEFAULTS, DEFAULTS), problems));
        problems.throwIfAny("sessions", "redis");
        return options;
    }

    /** Makes a URI of what another one was read as. */
    private static String uri(RedisEndpoints endpoints) {
        String scheme = endpoints.tls() ? "rediss" : "redis";
        if (endpoints.topology() != Topology.STANDALONE) {
            scheme += endpoints.topology() == Topology.CLUSTER ? "-cluster" : "-sentinel";
        }
        String nodes = endpoints.nodes().stream().map(HostAndPort::toString).collect(Collectors.joining(","));
        String master = endpoints.masterName() == null ? "" : "#" + endpoints.masterName();
        return scheme + "://" + userInfo(endpoints.credentials()) + nodes + "/" + endpoints.database() + master;
    }

    private static String userInfo(@Nullable Credentials credentials) {
        if (credentials == null) {
            return "";
        }
        String user = credentials.username() == null ? "" : encoded(credentials.username());
        return user + ":" + encoded(credentials.password()) + "@";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Checks that the client library's URIs say the same. */
    private static void assertUsable(ConnectionOptions options, RedisEndpoints endpoints) {
        LettuceUris uris = new LettuceUris(options, endpoints, Duration.ofSeconds(1));
        RedisURI primary = uris.primary();
        assertThat(primary.getDatabase()).isEqualTo(endpoints.database());
        List<RedisURI> servers = endpoints.topology() == Topology.SENTINEL ? primary.getSentinels() : uris.seeds();
        assertThat(servers)
                .extracting(RedisURI::getHost)
                .isEqualTo(endpoints.nodes().stream().map(HostAndPort::host).toList());
        assertThat(Stream.concat(Stream.of(primary), servers.stream())).allMatch(uri -> uri.isSsl() == endpoints.tls());
        // The client library is faulty with other providers: it rejects the first command of some connections.
        assertThat(Stream.concat(Stream.of(primary), servers.stream()))
                .extracting(RedisURI::getCredentialsProvider)
                .allMatch(ImmediateRedisCredentialsProvider.class::isInstance);
        assertThat(endpoints).hasToString(endpoints.nodes().toString());
    }
}
