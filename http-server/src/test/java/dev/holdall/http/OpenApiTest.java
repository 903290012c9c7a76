package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Sends requests for every line of the OpenAPI document, and checks that there is an answer for each line, and that
 * each answer is one that the document has: its status, its headers, the type of its body, and the body.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    private static final String TOKENS =
            "clients { all { token-sha256 = \"%s\" }, none { token-sha256 = \"%s\", stores = [sessions],"
                    + " verbs = [%s] } }";

    private static final String ALL = Tokens.header("all");
    private static final String NONE = Tokens.header("none");

    /** An operation, and a request for it that succeeds. */
    private record Operation(String template, String method, String path, String body) {

        String request(String target, String headers) {
            return method.toUpperCase(Locale.ROOT) + " " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                    + headers + (takesBody() ? "Content-Length: " + body.length() + "\r\n" : "") + "\r\n" + body;
        }

        boolean takesBody() {
            return !body.isEmpty();
        }

        boolean writesValue() {
            return template.equals("/{store}/{key}") && takesBody();
        }
    }

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("/{store}", "post", "/sessions", "{\"keys\":[\"there\",\"not\"]}"),
            new Operation("/{store}/{key}", "get", "/sessions/there", ""),
            new Operation("/{store}/{key}", "head", "/sessions/there", ""),
            new Operation("/{store}/{key}", "post", "/sessions/posted", "value"),
            new Operation("/{store}/{key}", "put", "/sessions/put", "value"),
            new Operation("/{store}/{key}", "delete", "/sessions/deleted", ""),
            new Operation("/{store}/{key}/ttl", "put", "/sessions/there/ttl", ""),
            new Operation("/{store}/{key}/revocation", "post", "/sessions/revoked/revocation", ""));

    private final Set<String> observed = new TreeSet<>();
    private final GatedStore gated = new GatedStore();

    private TestServer server;
    private JsonNode document;

    @BeforeAll
    void start() {
        server = TestServer.over(
                gated.open(),
                "transfer-timeout = 500 ms, max-path-size = 2 KiB, max-head-size = 8 KiB, "
                        + TOKENS.formatted(Tokens.sha256("all"), Tokens.sha256("none"), "add"));
        document = JsonMapper.shared()
                .readTree(send(null, "GET /openapi HTTP/1.1\r\nHost: h\r\n\r\n").text());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawConnection.Answer send(@Nullable Operation operation, String request) {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.write(request);
            return operation != null && operation.method.equals("head") ? connection.readHead() : connection.read();
        }
    }

    private void check(Operation operation, int status, String target, String headers) {
        RawConnection.Answer answer = send(operation, operation.request(target, headers));
        assertThat(answer.status())
                .as("%s %s: %s", operation, headers, answer.text())
                .isEqualTo(status);
        check(operation.template, operation.method, answer);
    }

    private void ok(Operation operation, int status, String headers) {
        check(operation, status, "/v1" + operation.path, ALL + headers);
    }

    @Test
    void everyLineOfTheDocument_isAnswered_andEveryAnswerIsInIt() {
        server.store().set("there", RfcRules.bytes("value"));
        server.store().set("deleted", RfcRules.bytes("value"));
        for (Operation operation : OPERATIONS) {
            String path = "/v1" + operation.path;
            ok(operation, success(operation), "");
            check(operation, 400, path + "?a", ALL);
            check(operation, 401, path, "");
            check(operation, 404, path.replace("sessions", "others"), ALL);
            check(operation, 414, path + "k".repeat(2_048), ALL);
            check(operation, 431, path, ALL + "X: " + "x".repeat(9_000) + "\r\n");
            if (!operation.method.equals("put") || !operation.writesValue()) {
                check(operation, 403, path, NONE);
            }
            fails(operation, 500, BackendException.Kind.FAILED);
            fails(operation, 503, BackendException.Kind.UNAVAILABLE);
            fails(operation, 504, BackendException.Kind.TIMEOUT);
            if (operation.takesBody()) {
                bodies(operation);
            }
        }
        conditions();
        probes();
        assertThat(observed).isEqualTo(documented());
    }

    private static int success(Operation operation) {
        if (operation.writesValue()) {
            return 201;
        }
        boolean reads = operation.template.equals("/{store}") || operation.path.equals("/sessions/there");
        return reads ? 200 : 204;
    }

    private void fails(Operation operation, int status, BackendException.Kind kind) {
        gated.fail(kind, Outcome.UNKNOWN);
        check(operation, status, "/v1" + operation.path, ALL);
        gated.heal();
    }

    private void bodies(Operation operation) {
        String path = "/v1" + operation.path;
        String head = operation.method.toUpperCase(Locale.ROOT) + " " + path + " HTTP/1.1\r\nHost: h\r\n" + ALL;
        RawConnection.Answer slow = send(operation, head + "Content-Length: 9\r\n\r\nabc");
        assertThat(slow.status()).isEqualTo(408);
        check(operation.template, operation.method, slow);
        RawConnection.Answer large = send(operation, head + "Content-Length: 99999999\r\n\r\n");
        assertThat(large.status()).isEqualTo(413);
        check(operation.template, operation.method, large);
        if (operation.writesValue()) {
            ok(operation, 415, "Content-Encoding: gzip\r\n");
        }
    }

    private void conditions() {
        String tag =
                "\"" + server.store().getEntry("there").orElseThrow().version().micros() + "\"";
        for (Operation operation : OPERATIONS) {
            switch (operation.method) {
                case "get", "head" -> {
                    ok(operation, 304, "If-None-Match: " + tag + "\r\n");
                    ok(operation, 412, "If-Match: \"1\"\r\n");
                }
                case "post" -> {
                    if (operation.writesValue()) {
                        ok(operation, 412, "If-Match: \"1\"\r\n");
                    }
                }
                default -> {
                    if (operation.writesValue()) {
                        ok(operation, 409, "");
                        ok(operation, 412, "If-None-Match: *\r\n");
                    }
                }
            }
        }
        // A client without any verb but add: the only one that a put needs.
        try (TestServer other =
                TestServer.onMemory(TOKENS.formatted(Tokens.sha256("all"), Tokens.sha256("none"), "get"))) {
            try (RawConnection connection = new RawConnection(other.port())) {
                RawConnection.Answer answer = connection
                        .write("PUT /v1/sessions/k HTTP/1.1\r\nHost: h\r\n" + NONE + "Content-Length: 1\r\n\r\na")
                        .read();
                assertThat(answer.status()).isEqualTo(403);
                check("/{store}/{key}", "put", answer);
            }
        }
    }

    private void probes() {
        for (String path : List.of("/healthz", "/metrics", "/openapi", "/readyz")) {
            check(path, "get", send(null, "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n"));
        }
        GatedStore broken = new GatedStore();
        broken.fail(BackendException.Kind.TIMEOUT, Outcome.UNKNOWN);
        try (TestServer other = TestServer.over(broken.open(), "");
                RawConnection connection = new RawConnection(other.port())) {
            RawConnection.Answer answer =
                    connection.write("GET /readyz HTTP/1.1\r\nHost: h\r\n\r\n").read();
            assertThat(answer.status()).isEqualTo(503);
            check("/readyz", "get", answer);
        }
    }

    private Set<String> documented() {
        Set<String> lines = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().has("responses")) {
                        operation
                                .getValue()
                                .get("responses")
                                .propertyNames()
                                .forEach(status -> lines.add(operation.getKey() + " " + path.getKey() + " " + status));
                    }
                }));
        return lines;
    }

    private void check(String template, String method, RawConnection.Answer answer) {
        String line = method + " " + template + " " + answer.status();
        JsonNode response =
                document.at("/paths/" + template.replace("/", "~1") + "/" + method + "/responses/" + answer.status());
        assertThat(response.isMissingNode())
                .as("%s is not in the document: %s", line, answer.text())
                .isFalse();
        observed.add(line);
        JsonNode resolved = resolved(response);
        checkHeaders(line, resolved, answer);
        if (resolved.has("content")) {
            JsonNode content = resolved.get("content").get(answer.header("content-type"));
            assertThat(content)
                    .as("%s: content of type %s", line, answer.header("content-type"))
                    .isNotNull();
            if (answer.header("content-type").contains("json")) {
                assertThat(schema(content.get("schema")).validate(answer.text(), InputFormat.JSON))
                        .as(line)
                        .isEmpty();
            }
        } else {
            assertThat(answer.body()).as(line).isEmpty();
        }
    }

    private void checkHeaders(String line, JsonNode response, RawConnection.Answer answer) {
        JsonNode headers = response.path("headers");
        List<String> known = new ArrayList<>(List.of("content-length", "content-type", "connection", "date", "allow"));
        headers.properties().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            known.add(name);
            JsonNode described = resolved(header.getValue());
            String value = answer.header(name);
            if (value.isEmpty()) {
                assertThat(described.path("required").asBoolean(false))
                        .as("%s lacks %s", line, name)
                        .isFalse();
            } else {
                String json = JsonMapper.shared().writeValueAsString(value);
                assertThat(schema(described.get("schema")).validate(json, InputFormat.JSON))
                        .as(line)
                        .isEmpty();
            }
        });
        if (!headers.isEmpty() && !isHead(line)) {
            assertThat(known).as(line).containsAll(answer.headers().keySet());
        }
    }

    private static boolean isHead(String line) {
        return line.startsWith("head ");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    /** Returns a schema of the document, together with those that it may refer to. */
    private Schema schema(JsonNode schema) {
        ObjectNode alone = (ObjectNode) schema.deepCopy();
        alone.set("components", document.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(alone);
    }

    @Test
    void schemas_areValid_asJsonSchema() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(meta.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
        document.at("/components/headers")
                .properties()
                .forEach(header -> assertThat(meta.validate(header.getValue().get("schema")))
                        .as(header.getKey())
                        .isEmpty());
    }

    @Test
    void references_leadSomewhere_andEverythingIsReferredTo() {
        Set<String> references = new TreeSet<>();
        collect(document, references);
        for (String reference : references) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
        for (String kind : List.of("parameters", "responses", "headers", "schemas")) {
            document.at("/components/" + kind).propertyNames().forEach(name -> {
                if (!Set.of("Health", "Readiness").contains(name)) {
                    assertThat(references).contains("#/components/" + kind + "/" + name);
                }
            });
        }
    }

    private static void collect(JsonNode node, Set<String> references) {
        if (node.has("$ref")) {
            references.add(node.get("$ref").asString());
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void structure_isThatOfOpenApi31() {
        assertThat(document.get("openapi").asString()).startsWith("3.1.");
        assertThat(document.at("/info/title").isString()
                        && document.at("/info/version").isString())
                .isTrue();
        assertThat(document.at("/servers/0/url").asString()).isEqualTo("/v1");
        Set<String> ids = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(each -> {
                    JsonNode operation = each.getValue();
                    if (operation.has("responses")) {
                        assertThat(ids.add(operation.get("operationId").asString()))
                                .isTrue();
                        operation
                                .get("responses")
                                .forEach(response -> assertThat(resolved(response)
                                                .path("description")
                                                .asString(""))
                                        .isNotEmpty());
                    }
                }));
        document.at("/components/parameters").forEach(parameter -> {
            assertThat(parameter.get("name").asString()).isNotEmpty();
            boolean isInPath = parameter.get("in").asString().equals("path");
            assertThat(parameter.path("required").asBoolean(false)).isEqualTo(isInPath);
            assertThat(parameter.has("schema")).isTrue();
        });
    }

    @Test
    void kasksDocument_hasEveryAnswerOfKasks() {
        try (TestServer kask = TestServer.onMemory("mode = kask");
                RawConnection connection = new RawConnection(kask.port())) {
            String yaml = connection
                    .write("GET /openapi HTTP/1.1\r\nHost: h\r\n\r\n")
                    .read()
                    .text();
            JsonNode operations =
                    YAMLMapper.shared().readTree(yaml).get("paths").get("/v1/{key}");
            assertThat(operations.propertyNames()).containsExactlyInAnyOrder("parameters", "get", "post", "delete");
            assertThat(operations.at("/get/responses").propertyNames()).contains("200", "400", "401", "404", "500");
            assertThat(operations.at("/post/responses").propertyNames()).contains("201", "400", "401", "500");
            assertThat(operations.at("/delete/responses").propertyNames()).contains("204", "400", "401", "500");
        }
    }
}
