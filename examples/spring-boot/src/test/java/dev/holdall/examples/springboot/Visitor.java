package dev.holdall.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the shop with cookies of its own, which follows redirects and sends forms as the pages have them. */
final class Visitor {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final RunningShop shop;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private String page = "";

    Visitor(RunningShop shop) {
        this.shop = shop;
    }

    /** Opens a page. */
    Visitor open(String path) {
        return show(
                answer(client.sendAsync(HttpRequest.newBuilder(shop.uri(path)).build(), BodyHandlers.ofString())));
    }

    Visitor logIn(String name) {
        open("/login");
        return show(answer(send("/login", "username=" + name + "&password=" + name)));
    }

    /** Sends a form of the page that was opened last. */
    Visitor submit(String path, String form) {
        return show(answer(send(path, form)));
    }

    /** Begins to send a form of the page that was opened last. */
    CompletableFuture<HttpResponse<String>> send(String path, String form) {
        Matcher token = CSRF.matcher(page);
        assertThat(token.find()).as("the page has a form").isTrue();
        String body = form + "&_csrf=" + URLEncoder.encode(token.group(1), UTF_8);
        return client.sendAsync(
                HttpRequest.newBuilder(shop.uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> sent) {
        try {
            return sent.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private Visitor show(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        page = answer.body();
        return this;
    }

    String page() {
        return page;
    }

    boolean isLoggedIn() {
        return page.contains("id=\"user\"");
    }

    /** Returns the value of the session's cookie. */
    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("SESSION"))
                .map(HttpCookie::getValue)
                .findAny()
                .orElseThrow();
    }
}
