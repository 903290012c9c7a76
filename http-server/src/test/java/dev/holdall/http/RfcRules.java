package dev.holdall.http;

import static dev.holdall.http.HttpClients.escaped;
import static dev.holdall.http.HttpClients.header;
import static dev.holdall.http.HttpClients.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the mode {@code rfc} promises, over any store, with HTTP/1.1 and with HTTP/2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RfcRules {

    private static final byte[] ONE = bytes("one");
    private static final byte[] TWO = bytes("two");

    private TestServer server;
    private SessionStore store;
    private HttpClients http1;
    private HttpClients http2;

    /** Opens the store, which the rules close. */
    abstract SessionStore open();

    @BeforeAll
    void start() {
        store = open();
        server = TestServer.over(store, "");
        http1 = new HttpClients(server.uri().resolve("sessions/"), HttpClient.Version.HTTP_1_1);
        http2 = new HttpClients(server.uri().resolve("sessions/"), HttpClient.Version.HTTP_2);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpClients http(HttpClient.Version version) {
        return version == HttpClient.Version.HTTP_2 ? http2 : http1;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String newKey() {
        return "key-" + UUID.randomUUID();
    }

    private byte[] stored(String key) {
        return store.get(key).orElse(bytes("(absent)"));
    }

    @ParameterizedTest
    @EnumSource
    void post_stores_whateverIsThere_andGetReturnsIt(HttpClient.Version version) {
        HttpClients http = http(version);
        String key = newKey();
        HttpResponse<byte[]> first = http.send("POST", key, ONE);
        assertThat(first.statusCode()).isEqualTo(201);
        HttpResponse<byte[]> second = http.send("POST", key, TWO);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(stored(key)).isEqualTo(TWO);
        HttpResponse<byte[]> read = http.send("GET", key);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(TWO);
        assertThat(header(read, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(read, "ETag")).isEqualTo(header(second, "ETag")).isNotEqualTo(header(first, "ETag"));
        assertThat(header(read, "Cache-Control")).isEqualTo("no-store");
        assertThat(read.version()).isEqualTo(version);
    }

    @ParameterizedTest
    @EnumSource
    void head_isGetWithoutTheValue(HttpClient.Version version) {
        HttpClients http = http(version);
        String key = newKey();
        store.set(key, ONE);
        HttpResponse<byte[]> head = http.send("HEAD", key);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo("3");
        assertThat(header(head, "ETag")).isEqualTo(header(http.send("GET", key), "ETag"));
        assertThat(http.send("HEAD", newKey()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void absent_isAProblem_andNoValue(HttpClient.Version version) {
        HttpResponse<byte[]> answer = http(version).send("GET", newKey());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(text(answer))
                .contains("\"type\":\"tag:holdall.dev,2026:http/absent\"")
                .contains("\"status\":404");
    }

    @ParameterizedTest
    @EnumSource
    void put_storesOnlyWhereNothingIs(HttpClient.Version version) {
        HttpClients http = http(version);
        String key = newKey();
        HttpResponse<byte[]> added = http.send("PUT", key, ONE);
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(header(added, "ETag")).isEqualTo(tag(key));
        HttpResponse<byte[]> again = http.send("PUT", key, TWO);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(text(again)).contains("http/present");
        assertThat(http.send("PUT", key, TWO, "If-None-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(http.send("POST", key, TWO, "If-None-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(stored(key)).isEqualTo(ONE);
        assertThat(http.send("POST", newKey(), TWO, "If-None-Match", "*").statusCode())
                .isEqualTo(201);
    }

    private String tag(String key) {
        return "\"" + store.getEntry(key).orElseThrow().version().micros() + "\"";
    }

    @ParameterizedTest
    @EnumSource
    void post_withIfMatch_replacesThatVersionOnly(HttpClient.Version version) {
        HttpClients http = http(version);
        String key = newKey();
        String first = header(http.send("POST", key, ONE), "ETag");
        HttpResponse<byte[]> replaced = http.send("POST", key, TWO, "If-Match", first);
        assertThat(replaced.statusCode()).isEqualTo(201);
        HttpResponse<byte[]> lost = http.send("POST", key, ONE, "If-Match", first);
        assertThat(lost.statusCode()).isEqualTo(412);
        assertThat(text(lost)).contains("http/precondition-failed");
        assertThat(stored(key)).isEqualTo(TWO);
        assertThat(http.send("POST", key, ONE, "If-Match", "\"not-ours\"").statusCode())
                .isEqualTo(412);
        assertThat(http.send("POST", newKey(), ONE, "If-Match", first).statusCode())
                .isEqualTo(412);
    }

    @ParameterizedTest
    @EnumSource
    void get_withConditions_comparesTheVersion(HttpClient.Version version) {
        HttpClients http = http(version);
        String key = newKey();
        String tag = header(http.send("POST", key, ONE), "ETag");
        HttpResponse<byte[]> same = http.send("GET", key, "If-None-Match", "\"1\", W/" + tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "ETag")).isEqualTo(tag);
        assertThat(http.send("GET", key, "If-None-Match", "\"1\"").statusCode()).isEqualTo(200);
        assertThat(http.send("GET", key, "If-Match", tag).statusCode()).isEqualTo(200);
        assertThat(http.send("GET", key, "If-Match", "W/" + tag).statusCode()).isEqualTo(412);
        assertThat(http.send("GET", newKey(), "If-Match", "*").statusCode()).isEqualTo(412);
    }

    @ParameterizedTest
    @EnumSource
    void maxAge_isTheTtl_andTheAnswerHasWhatIsLeft(HttpClient.Version version) {
        HttpClients http = http(version);
        String key = newKey();
        Instant before = Instant.now();
        assertThat(http.send("POST", key, ONE, "Cache-Control", "max-age=600").statusCode())
                .isEqualTo(201);
        Entry entry = store.getEntry(key).orElseThrow();
        assertThat(entry.expiry().orElseThrow())
                .isBetween(before.plusSeconds(598), Instant.now().plusSeconds(602));
        assertThat(Long.parseLong(header(http.send("GET", key), "Holdall-Remaining-TTL")))
                .isBetween(500L, 601L);
        store.set(key, ONE, Ttl.never());
        assertThat(http.send("GET", key).headers().firstValue("Holdall-Remaining-TTL"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ttl_isChangedWithoutTheValue(HttpClient.Version version) {
        HttpClients http = http(version);
        String key = newKey();
        store.set(key, ONE, Ttl.of(Duration.ofHours(5)));
        HttpResponse<byte[]> changed = http.send("PUT", key + "/ttl", "Cache-Control", "max-age=60");
        assertThat(changed.statusCode()).isEqualTo(204);
        assertThat(store.getEntry(key).orElseThrow().expiry().orElseThrow())
                .isBefore(Instant.now().plusSeconds(70));
        assertThat(stored(key)).isEqualTo(ONE);
        assertThat(http.send("PUT", newKey() + "/ttl", "Cache-Control", "max-age=60")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void delete_andRevocation_tellTheirReach(HttpClient.Version version) {
        HttpClients http = http(version);
        String key = newKey();
        store.set(key, ONE);
        HttpResponse<byte[]> deleted = http.send("DELETE", key);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(header(deleted, "Holdall-Reach")).isEqualTo("all-dcs");
        assertThat(http.send("DELETE", key).statusCode()).isEqualTo(204);
        assertThat(http.send("POST", key, TWO).statusCode()).isEqualTo(201);
        HttpResponse<byte[]> revoked = http.send("POST", key + "/revocation");
        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(header(revoked, "Holdall-Reach")).isEqualTo("all-dcs");
        assertThat(http.send("POST", key, ONE).statusCode()).isEqualTo(201);
        assertThat(http.send("GET", key).statusCode()).isEqualTo(404);
        assertThat(http.send("PUT", key, ONE).statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @EnumSource
    void bulkRead_returnsThoseThatAreThere(HttpClient.Version version) {
        HttpClients http = http(version);
        String quoted = "a \"quoted\"\\key " + newKey();
        String other = newKey();
        store.set(quoted, ONE);
        store.set(other, new byte[] {0, -1});
        String keys = "{ \"keys\" : [\"" + quoted.replace("\\", "\\\\").replace("\"", "\\u0022") + "\",\"" + newKey()
                + "\", \"" + other + "\"] }";
        HttpResponse<byte[]> answer = http.send("POST", "../sessions", bytes(keys));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer))
                .isEqualTo("{\"entries\":[{\"key\":\""
                        + quoted.replace("\\", "\\\\").replace("\"", "\\\"")
                        + "\",\"value\":\"" + Base64.getEncoder().encodeToString(ONE) + "\"},{\"key\":\"" + other
                        + "\",\"value\":\"AP8=\"}]}\n");
        assertThat(text(http.send("POST", "../sessions", bytes("{\"keys\":[]}"))))
                .isEqualTo("{\"entries\":[]}\n");
    }

    static Stream<String> keysThatPathsTakeApart() {
        return Stream.of(
                "a/b",
                "a%b",
                "a%2Fb",
                "//",
                "a//b/",
                "|",
                "a b",
                "+",
                "a;b=c",
                "?",
                "#",
                "..",
                ".",
                "../x",
                "\\",
                "^\"<>`{}",
                "MWSession:4f1c",
                "ключ",
                "鍵",
                "\uD83D\uDD11",
                "e\u0301",
                "ttl",
                "revocation",
                "%",
                "%00",
                "*",
                "~",
                "&=");
    }

    @ParameterizedTest
    @MethodSource("keysThatPathsTakeApart")
    void keys_areTakenRaw_andDecodedOnce(String prefix) {
        String key = prefix + newKey();
        for (HttpClients http : Stream.of(http1, http2).toList()) {
            for (String each : Stream.of(key, prefix).toList()) {
                assertThat(http.send("POST", "./" + escaped(each), bytes(each)).statusCode())
                        .isEqualTo(201);
                assertThat(stored(each)).isEqualTo(bytes(each));
                assertThat(http.send("GET", "./" + escaped(each)).body()).isEqualTo(bytes(each));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void values_areAnyBytes_fromNoneToTheLargest(HttpClient.Version version) {
        HttpClients http = http(version);
        String key = newKey();
        byte[] large = new byte[store.traits().maxValueBytes()];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 ^ i >> 8);
        }
        for (byte[] value : new byte[][] {{}, {0}, {13, 10, 13, 10}, large}) {
            assertThat(http.send("POST", key, value).statusCode()).isEqualTo(201);
            assertThat(http.send("GET", key).body()).isEqualTo(value);
        }
        HttpResponse<byte[]> tooLarge = http.send("POST", newKey(), new byte[large.length + 1]);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(stored(key)).isEqualTo(large);
    }
}
