package dev.holdall.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that serves HTTP on a free port, and a client of it with one cookie. */
final class RunningApplication implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    /** Starts an application as its {@code main} does: with all auto-configurations on the class path. */
    RunningApplication(WebApplicationType type, List<String> properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--holdall.session.allowed-classes=dev.holdall.boot.**",
                "--management.endpoint.health.show-details=always"));
        properties.forEach(property -> arguments.add("--" + property));
        Class<?> pages = type == WebApplicationType.REACTIVE ? ReactiveCartPages.class : CartPages.class;
        SpringApplication application = new SpringApplication(pages);
        application.setWebApplicationType(type);
        application.setBannerMode(Banner.Mode.OFF);
        context = application.run(arguments.toArray(String[]::new));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Returns the value of the cookie by which the application knows the session. */
    String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("SESSION"))
                .map(HttpCookie::getValue)
                .findAny()
                .orElseThrow();
    }

    /** Takes the cookie to another instance of the application, as a load balancer does. */
    void useCookieOf(RunningApplication other) {
        other.cookies
                .getCookieStore()
                .getCookies()
                .forEach(cookie -> cookies.getCookieStore().add(uri("/"), cookie));
    }

    @Override
    public void close() {
        context.close();
    }
}
