package dev.holdall.redis.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataCentreOptionsTest {

    @Test
    void withoutAName_thereIsOneDataCentre() {
        assertThat(read("")).isNull();
    }

    @Test
    void defaults_areThoseOfTheReference() {
        DataCentreOptions options = Objects.requireNonNull(read("data-centres.local = eqiad"));
        assertThat(options.local()).isEqualTo("eqiad");
        assertThat(options.others()).isEmpty();
        assertThat(options.failsWhereUnreachable()).isFalse();
        assertThat(options.tombstoneRetention()).isEqualTo(Duration.ofDays(1));
        assertThat(options.sweepAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.maxPending()).isEqualTo(5_000_000);
        assertThat(options.compareRate()).isEqualTo(10_000);
    }

    @Test
    void others_haveTheOptionsForConnecting_withTheirOwnDefaults() {
        DataCentreOptions options = Objects.requireNonNull(read("""
                max-requests-in-flight = 300
                data-centres {
                  local = eqiad
                  others { codfw { uri = "rediss-cluster://n1", tls.hostname-verification = false } }
                }
                """));
        ConnectionOptions codfw = Objects.requireNonNull(options.others().get("codfw"));
        assertThat(Objects.requireNonNull(codfw.endpoints()).topology()).isEqualTo(Topology.CLUSTER);
        assertThat(codfw.tls().hostnameVerification()).isFalse();
        assertThat(codfw.maxRequestsInFlight()).isEqualTo(100_000);
    }

    @Test
    void exampleInTheDocument_isValid() throws IOException {
        String document = Files.readString(Path.of("../docs/backends/redis.md"));
        Matcher example = Pattern.compile("^redis \\{\n((?: .*\n)*  data-centres (?: *.*\n)*?)^}", Pattern.MULTILINE)
                .matcher(document);
        assertThat(example.find()).isTrue();
        String options = example.group(1).replace("${CODFW_PASSWORD}", "secret");
        assertThat(Objects.requireNonNull(read(options)).others()).containsOnlyKeys("codfw");
    }

    @Test
    void problems_nameTheOption() {
        assertThat(problems("data-centres.others.codfw.uri = \"redis://n1\""))
                .contains("redis.data-centres.local is required where data-centres.others names a data centre");
        assertThat(problems("data-centres { local = a, others.a.uri = \"redis://n1\" }"))
                .contains("redis.data-centres.others has the local data centre too");
        assertThat(problems("data-centres { local = \"a{b}\" }")).contains("redis.data-centres.local must have");
        assertThat(problems("data-centres { local = a, others.b {} }"))
                .contains("redis.data-centres.others.b.nodes names no server");
        assertThat(problems("data-centres { local = a, others.b { uri = \"redis://n1\", wait.replicas = 1 } }"))
                .contains("redis.data-centres.others.b.wait is not an option");
    }

    private static @Nullable DataCentreOptions read(String options) {
        return Options.OPTIONS.read(options, RedisOptions::read).dataCentres();
    }

    private static String problems(String options) {
        return String.join("\n", Options.OPTIONS.problems("nodes = [here]\n" + options));
    }
}
