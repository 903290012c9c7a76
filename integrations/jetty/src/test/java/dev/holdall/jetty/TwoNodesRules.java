package dev.holdall.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds between two nodes that share a store. Nothing is between them but the store. */
abstract class TwoNodesRules {

    private final Browser browser = new Browser();
    private final CountDownLatch isLoaded = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private Browser slow = new Browser();
    private Node one;
    private Node other;

    abstract SessionStore store();

    @BeforeEach
    void start() throws Exception {
        one = withHeldRequests(Node.withoutCache(store(), "one"));
        other = withHeldRequests(Node.withoutCache(store(), "other"));
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        other.close();
    }

    /** Adds a request that has loaded the session, and does something only when the test lets it. */
    private Node withHeldRequests(Node node) {
        return node.on("/held-set", (request, response) -> {
                    Session session = request.getSession(true);
                    hold();
                    session.setAttribute(Node.parameter(request, "name"), Node.parameter(request, "value"));
                    return "set";
                })
                .on("/held-renew", (request, response) -> {
                    Session session = request.getSession(true);
                    hold();
                    session.renewId(request, response);
                    return "renewed";
                });
    }

    private void hold() throws InterruptedException {
        isLoaded.countDown();
        if (!mayGoOn.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the test did not let the request go on");
        }
    }

    private CompletableFuture<String> begin(Node node, String pathAndQuery) throws InterruptedException {
        slow = browser.copy();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return slow.get(node, pathAndQuery);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(isLoaded.await(30, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    private String go(CompletableFuture<String> request) throws Exception {
        mayGoOn.countDown();
        return request.get(30, TimeUnit.SECONDS);
    }

    @Test
    void session_isSeenByBothNodes() throws Exception {
        browser.get(one, "/set?name=user&value=alice");
        assertThat(browser.get(other, "/get?name=user")).isEqualTo("alice");
        browser.get(other, "/set?name=user&value=bob");
        assertThat(browser.get(one, "/get?name=user")).isEqualTo("bob");
        browser.get(one, "/remove?name=user");
        assertThat(browser.get(other, "/get?name=user")).isEqualTo("null");
    }

    @Test
    void differentAttributes_changedAtOnce_areBothKept() throws Exception {
        browser.get(one, "/set?name=user&value=alice");
        CompletableFuture<String> change = begin(one, "/held-set?name=cart&value=7");
        browser.get(other, "/set?name=theme&value=dark");
        go(change);

        assertThat(browser.get(one, "/get?name=cart")).isEqualTo("7");
        assertThat(browser.get(one, "/get?name=theme")).isEqualTo("dark");
        assertThat(browser.get(other, "/get?name=user")).isEqualTo("alice");
    }

    @Test
    void sessionThatWasEnded_isNotBroughtBack_byASaveOnTheOtherNode() throws Exception {
        browser.get(one, "/set?name=user&value=alice");
        CompletableFuture<String> change = begin(one, "/held-set?name=cart&value=7");
        browser.get(other, "/end");
        go(change);

        assertThat(browser.get(one, "/get?name=user")).isEqualTo("no session");
        assertThat(browser.get(other, "/get?name=user")).isEqualTo("no session");
    }

    @Test
    void sessionThatWasEnded_isNotBroughtBack_byANewIdOnTheOtherNode() throws Exception {
        browser.get(one, "/set?name=user&value=alice");
        CompletableFuture<String> renewal = begin(one, "/held-renew");
        browser.get(other, "/end");
        go(renewal);

        assertThat(slow.sessionId()).isNotEqualTo(browser.sessionId());
        assertThat(slow.get(other, "/get?name=user")).isEqualTo("no session");
        assertThat(store().maps().get(key(slow))).isEmpty();
    }

    @Test
    void newId_takesTheSessionAlong_andEndsTheOldId() throws Exception {
        browser.get(one, "/set?name=user&value=alice");
        Browser before = browser.copy();
        browser.get(one, "/renew");

        assertThat(browser.sessionId()).isNotEqualTo(before.sessionId());
        assertThat(browser.get(other, "/get?name=user")).isEqualTo("alice");
        assertThat(before.get(other, "/get?name=user")).isEqualTo("no session");
        browser.get(other, "/set?name=cart&value=7");
        assertThat(browser.get(one, "/get?name=cart")).isEqualTo("7");
    }

    static String key(Browser browser) {
        return new SessionKeys("_", "0.0.0.0").key(browser.sessionId());
    }
}
