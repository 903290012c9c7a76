package dev.holdall.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.WebApplicationType;

/** What an application does on a server, as its users and its load balancer see it. */
final class ApplicationRules {

    private static final String HEALTH = "/actuator/health";

    private final List<String> properties;

    /** Makes rules for applications with properties that choose a backend. */
    ApplicationRules(List<String> properties) {
        this.properties = properties;
    }

    RunningApplication start(WebApplicationType type) {
        return new RunningApplication(type, properties);
    }

    /** A session is there for all instances, under one id, until the logout. */
    void sessionIsShared_getsAnotherId_andEnds(WebApplicationType type) {
        try (RunningApplication one = start(type);
                RunningApplication other = start(type)) {
            one.post("/cart/apples");
            other.useCookieOf(one);
            assertThat(other.post("/cart/bread").body()).isEqualTo("[\"apples\",\"bread\"]");
            assertThat(one.get("/cart").body()).isEqualTo("[\"apples\",\"bread\"]");

            String before = one.cookie();
            assertThat(one.post("/login").statusCode()).isEqualTo(200);
            assertThat(one.cookie()).isNotEqualTo(before);
            assertThat(other.get("/cart").body()).as("with the old id").isEqualTo("[]");

            other.useCookieOf(one);
            assertThat(other.get("/cart").body()).isEqualTo("[\"apples\",\"bread\"]");
            assertThat(other.post("/logout").statusCode()).isEqualTo(200);
            assertThat(one.get("/cart").body()).isEqualTo("[]");
        }
    }

    /** The health tells of the server, and tells no secret. */
    static void assertUp(RunningApplication application) {
        HttpResponse<String> health = application.get(HEALTH);
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(health.body()).contains("\"holdall\"");
    }

    /**
     * The health goes down while the server doesn't answer; it has neither the key that was asked for, nor a secret.
     */
    static void awaitDown(RunningApplication application, String... secrets) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            HttpResponse<String> health = application.get(HEALTH);
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"DOWN\"").doesNotContain("holdall:");
            for (String secret : secrets) {
                assertThat(health.body()).doesNotContain(secret);
            }
        });
    }

    static void awaitUp(RunningApplication application) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertUp(application));
    }
}
