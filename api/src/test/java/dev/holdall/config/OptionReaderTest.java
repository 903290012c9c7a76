package dev.holdall.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.OptionReader;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.TlsOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionReaderTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Problems problems = new Problems();

    @Test
    void values_ofTheirOwnTypes_areRead() {
        BackendOptions options = options("d = 2 s, b = 3 KiB, i = 4, f = true, t = five, l = [a, b], e = each-quorum");
        assertThat(options.duration("d", Duration.ZERO, DAY)).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.durationOr("d", "off", Duration.ZERO, DAY)).contains(Duration.ofSeconds(2));
        assertThat(options.bytes("b", 0, 1 << 20)).isEqualTo(3072);
        assertThat(options.bytesOr("b", "auto", 0, 1 << 20)).contains(3072L);
        assertThat(options.integer("i", 0, 9)).isEqualTo(4);
        assertThat(options.flag("f")).isTrue();
        assertThat(options.text("t")).contains("five");
        assertThat(options.requiredText("t")).isEqualTo("five");
        assertThat(options.texts("l")).containsExactly("a", "b");
        assertThat(options.choice("e", FakeBackends.Routing.class)).isEqualTo(FakeBackends.Routing.EACH_QUORUM);
        assertNoProblem();
    }

    @Test
    void words_areEmpty() {
        BackendOptions options = options("d = off, b = auto, t = null");
        assertThat(options.durationOr("d", "off", Duration.ZERO, DAY)).isEmpty();
        assertThat(options.bytesOr("b", "auto", 0, 1)).isEmpty();
        assertThat(options.text("t")).isEmpty();
        assertNoProblem();
    }

    @Test
    void strings_areReadAsTheTypeThatIsAskedFor() {
        BackendOptions options = options("b = \"3072\", i = \" 4 \", f = \"true\", l = \"a:1, b:2,\"");
        assertThat(options.bytes("b", 0, 1 << 20)).isEqualTo(3072);
        assertThat(options.integer("i", 0, 9)).isEqualTo(4);
        assertThat(options.flag("f")).isTrue();
        assertThat(options.texts("l")).containsExactly("a:1", "b:2");
        assertNoProblem();
    }

    @ParameterizedTest
    @CsvSource({
        "500 ms,PT0.5S",
        "2 seconds,PT2S",
        "2s,PT2S",
        "1.5 hours,PT1H30M",
        "90 m,PT1H30M",
        "1 day,PT24H",
        "7 ns,PT0.000000007S"
    })
    void durations_haveUnits(String text, Duration expected) {
        assertThat(options("d = " + text).duration("d", Duration.ZERO, DAY)).isEqualTo(expected);
        assertNoProblem();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.5", "\"5\"", "\" 5 \"", "\"-5\""})
    void durationWithoutAUnit_isAProblem(String text) {
        assertThat(options("d = " + text).duration("d", Duration.ZERO, DAY)).isEqualTo(Duration.ofMinutes(1));
        assertThat(problems.exception("s", "b")).hasMessageContaining("store.d has no unit");
    }

    @Test
    void emptyText_isMissing_unlessItMayBeEmpty() {
        assertThat(options("t = \"\"").text("t")).isEmpty();
        assertThat(options("t = \"\"").textOrEmpty("t")).contains("");
        assertThat(options("").textOrEmpty("t")).isEmpty();
        assertNoProblem();
        assertThat(options("t = \"\"").requiredText("t")).isEmpty();
        assertThat(problems.exception("s", "b")).hasMessageContaining("store.t is required");
    }

    @Test
    void emptyCredentialsAndKeyStores_areNone() {
        String reference = """
                username = null, password = null
                tls {
                  enabled = false, hostname-verification = true
                  trust-store = null, trust-store-password = null, key-store = null, key-store-password = null
                }
                """;
        BackendOptions options =
                options("username = \"\", password = \"\", tls { trust-store = \"\", key-store = \"\" }", reference);
        assertThat(Credentials.read(options, "")).isNull();
        assertThat(TlsOptions.read(options)).isEqualTo(new TlsOptions(false, true, null, null));
        assertNoProblem();
    }

    @Test
    void innerBlocks_haveTheOptionsAndDefaultsOfTheBackend() {
        String reference = "uri = null, size = 7, tls { enabled = false }, others {}";
        Set<String> some = Set.of("uri", "size", "tls");
        Map<String, BackendOptions> others = options(
                        "size = 8, others { b { uri = there, tls.enabled = true }, \"a.1\" { size = 9 } }", reference)
                .blocks("others", some);
        assertThat(others).containsOnlyKeys("a.1", "b");
        assertThat(Objects.requireNonNull(others.get("b")).text("uri")).contains("there");
        assertThat(Objects.requireNonNull(others.get("b")).flag("tls.enabled")).isTrue();
        assertThat(Objects.requireNonNull(others.get("b")).integer("size", 0, 9))
                .isEqualTo(7);
        assertThat(Objects.requireNonNull(others.get("a.1")).integer("size", 0, 9))
                .isEqualTo(9);
        assertNoProblem();
    }

    @Test
    void innerBlocks_reportWhatIsNoOption_andWhatIsNoBlock() {
        String reference = "uri = null, size = 7, tls { enabled = false }, others {}";
        String config = "others { a { ury = there, tls.enabeld = true, others {} }, b = there, c { size = many } }";
        Map<String, BackendOptions> others = options(config, reference).blocks("others", Set.of("uri", "size", "tls"));
        assertThat(Objects.requireNonNull(others.get("c")).integer("size", 0, 9))
                .isEqualTo(7);
        assertThat(problems.exception("s", "b"))
                .hasMessageContaining("store.others.a.ury is not an option; did you mean uri?")
                .hasMessageContaining("store.others.a.tls.enabeld is not an option; did you mean enabled?")
                .hasMessageContaining("store.others.a.others is not an option")
                .hasMessageContaining("store.others.b must be a block of options, in braces")
                .hasMessageContaining("store.others.c.size must be a whole number");
    }

    @Test
    void innerBlocks_haveTheOptionsOfAnotherBlock_andItsValuesAsDefaults() {
        String reference = "client { token = null, verbs = [all] }, clients {}";
        String config = "client.verbs = [get], clients { a { token = t }, b { verbs = [set], tokn = u }, c = d }";
        Map<String, BackendOptions> clients = options(config, reference).blocksLike("clients", "client");
        assertThat(clients).containsOnlyKeys("a", "b");
        assertThat(Objects.requireNonNull(clients.get("a")).text("token")).contains("t");
        assertThat(Objects.requireNonNull(clients.get("a")).texts("verbs")).containsExactly("get");
        assertThat(Objects.requireNonNull(clients.get("b")).texts("verbs")).containsExactly("set");
        assertThat(options("", reference).blocksLike("clients", "client")).isEmpty();
        assertThat(problems.exception("s", "b").problems())
                .containsExactlyInAnyOrder(
                        "store.clients.b.tokn is not an option; did you mean token? (test.conf: 1)",
                        "store.clients.c must be a block of options, in braces (test.conf: 1)");
    }

    @Test
    void numbers_areTexts_asTheyWereWritten() {
        assertThat(options("t = 0123").text("t")).contains("0123");
    }

    @Test
    void afterAProblem_theDefaultIsReturned() {
        BackendOptions options = options("d = x, b = x, i = x, f = x, t = [], l = {}, e = x, o = x");
        assertThat(options.duration("d", Duration.ZERO, DAY)).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.bytes("b", 0, 9)).isEqualTo(1);
        assertThat(options.integer("i", 0, 9)).isEqualTo(1);
        assertThat(options.flag("f")).isFalse();
        assertThat(options.text("t")).isEmpty();
        assertThat(options.texts("l")).containsExactly("x");
        assertThat(options.choice("e", FakeBackends.Routing.class)).isEqualTo(FakeBackends.Routing.LOCAL_QUORUM);
        assertThat(options.block("o").getInt("x")).isEqualTo(1);
        assertThat(problems.exception("s", "b").problems()).hasSize(8);
    }

    @Test
    void backendsOwnProblem_namesTheOption() {
        options("t = x").problem("t", "must be a URI");
        assertThat(problems.exception("s", "b").problems()).containsExactly("store.t must be a URI (test.conf: 1)");
    }

    private BackendOptions options(String own) {
        return options(
                own, "d = 1 minute, b = 1, i = 1, f = false, t = null, l = [x], e = local-quorum, o = { x = 1 }");
    }

    private BackendOptions options(String own, String reference) {
        return new OptionReader(
                new OptionBlock(
                        "store",
                        "defaults",
                        Configs.parse(own).root(),
                        Configs.parse(reference).root(),
                        Configs.parse(reference).root()),
                problems);
    }

    private void assertNoProblem() {
        problems.throwIfAny("s", "b");
    }
}
