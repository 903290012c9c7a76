package dev.holdall.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdall.FieldChanges;
import dev.holdall.Operation;
import dev.holdall.SessionMap;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.StoreTimeoutException;
import dev.holdall.config.SessionStores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.session.NullSessionCacheFactory;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.UnreadableSessionDataException;
import org.eclipse.jetty.util.ClassLoadingObjectInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldallSessionDataStoreTest {

    private final List<Operation> operations = new CopyOnWriteArrayList<>();
    private final StoreObserver observer = call -> {
        operations.add(call.operation());
        return end -> {};
    };
    private final FailingMaps failing = new FailingMaps();
    private final SessionStore store = failing.open(observer);
    private final List<Node> nodes = new ArrayList<>();
    private final Browser browser = new Browser();

    @AfterEach
    void stop() throws Exception {
        for (Node node : nodes) {
            node.close();
        }
        store.close();
    }

    private Node withoutCache() throws Exception {
        return started(Node.withoutCache(store, "plain" + nodes.size()));
    }

    private Node withCache() throws Exception {
        return started(Node.withCache(store, "caching" + nodes.size()));
    }

    private Node started(Node node) {
        nodes.add(node);
        return node;
    }

    private SessionMap stored() {
        return store.maps().get(TwoNodesRules.key(browser)).orElseThrow();
    }

    @Test
    void attributeThatCannotBeRead_isAbsentHere_andKeptByteForByte() throws Exception {
        Node node = withoutCache();
        browser.get(node, "/set?name=user&value=alice");
        byte[] newer = {1, 2, 3, 4};
        store.maps()
                .change(stored(), FieldChanges.builder().put("a:cart", newer).build());

        assertThat(browser.get(node, "/get?name=cart")).isEqualTo("null");
        browser.get(node, "/set?name=user&value=bob");
        assertThat(browser.get(node, "/get?name=user")).isEqualTo("bob");
        assertThat(stored().field("a:cart")).contains(newer);

        browser.get(node, "/renew");
        assertThat(browser.get(node, "/get?name=user")).isEqualTo("bob");
        assertThat(stored().field("a:cart")).contains(newer);
    }

    @Test
    void attributeThatCannotBeRead_canBeReplaced() throws Exception {
        Node node = withoutCache();
        browser.get(node, "/set?name=user&value=alice");
        store.maps()
                .change(
                        stored(),
                        FieldChanges.builder().put("a:cart", new byte[] {1}).build());

        browser.get(node, "/set?name=cart&value=7");
        assertThat(browser.get(node, "/get?name=cart")).isEqualTo("7");
    }

    @Test
    void filter_letsAttributesOfOtherClassesBeAbsent() throws Exception {
        Node open = withoutCache().on("/date", (request, response) -> {
            request.getSession(true).setAttribute("date", Instant.EPOCH);
            return "set";
        });
        Node strict = started(Node.start(
                store, new NullSessionCacheFactory(), "strict", factory -> factory.setSerialFilter("java.lang.*;!*")));
        browser.get(open, "/set?name=user&value=alice");
        browser.get(open, "/date");

        assertThat(browser.get(open, "/get?name=date")).isEqualTo(Instant.EPOCH.toString());
        assertThat(browser.get(strict, "/get?name=user")).isEqualTo("alice");
        assertThat(browser.get(strict, "/get?name=date")).isEqualTo("null");
    }

    @Test
    void objectInACache_canBeSavedAnyNumberOfTimes() throws Exception {
        SessionDataStore dataStore = withCache().sessions().getSessionCache().getSessionDataStore();
        SessionData data = dataStore.newSessionData("1", 1, 1, 1, -1);
        for (int i = 1; i <= 65; i++) {
            data.setAttribute("counter", i);
            dataStore.store("1", data);
        }
        assertThat(dataStore.load("1").getAttribute("counter")).isEqualTo(65);
    }

    @Test
    void saveAfterALostAnswer_isNotLost() throws Exception {
        SessionDataStore dataStore = withoutCache().sessions().getSessionCache().getSessionDataStore();
        SessionData data = dataStore.newSessionData("1", 1, 1, 1, -1);
        data.setAttribute("counter", "1");
        dataStore.store("1", data);
        data.setAttribute("counter", "2");
        failing.loseNextAnswer("change");
        assertThatThrownBy(() -> dataStore.store("1", data)).isInstanceOf(StoreTimeoutException.class);
        data.setAttribute("counter", "3");
        dataStore.store("1", data);

        assertThat(dataStore.load("1").getAttribute("counter")).isEqualTo("3");
    }

    @Test
    void failureOfTheStore_isNoAbsence_andEndsNothing() throws Exception {
        Node node = withoutCache();
        browser.get(node, "/set?name=user&value=alice");
        SessionDataStore dataStore = node.sessions().getSessionCache().getSessionDataStore();

        failing.failNext("read");
        assertThatThrownBy(() -> dataStore.load(browser.sessionId())).isInstanceOf(StoreTimeoutException.class);
        failing.failNext("read");
        assertThatThrownBy(() -> dataStore.exists(browser.sessionId())).isInstanceOf(StoreTimeoutException.class);
        failing.failNext("read");
        assertThat(dataStore.getExpired(Set.of(browser.sessionId()))).isEmpty();
        assertThat(browser.get(node, "/get?name=user")).isEqualTo("alice");
    }

    @Test
    void unreadableMetadata_isNoAbsence() throws Exception {
        Node node = withoutCache();
        browser.get(node, "/set?name=user&value=alice");
        store.maps()
                .change(
                        stored(),
                        FieldChanges.builder()
                                .put(FieldNames.TIMES, new byte[] {9})
                                .build());
        SessionDataStore dataStore = node.sessions().getSessionCache().getSessionDataStore();

        assertThatThrownBy(() -> dataStore.load(browser.sessionId()))
                .isInstanceOf(UnreadableSessionDataException.class);
        assertThat(dataStore.getExpired(Set.of(browser.sessionId()))).isEmpty();
    }

    @Test
    void sessionInACache_thatWasEndedElsewhere_doesNotGoOnUnderANewId() throws Exception {
        Node caching = withCache();
        Node plain = withoutCache();
        browser.get(caching, "/set?name=user&value=alice");
        browser.copy().get(plain, "/end");
        browser.get(caching, "/renew");

        assertThat(browser.get(plain, "/get?name=user")).isEqualTo("no session");
        assertThat(store.maps().get(TwoNodesRules.key(browser))).isEmpty();
    }

    @Test
    void newId_inTheRequestThatCreatesTheSession() throws Exception {
        Node node = withoutCache().on("/login", (request, response) -> {
            Session session = request.getSession(true);
            session.setAttribute("user", "alice");
            session.renewId(request, response);
            session.setAttribute("cart", "7");
            return "in";
        });
        browser.get(node, "/login");
        assertThat(browser.get(node, "/get?name=user")).isEqualTo("alice");
        assertThat(browser.get(node, "/get?name=cart")).isEqualTo("7");
    }

    @Test
    void newId_keepsWhatTheRequestHasChangedBefore() throws Exception {
        Node node = withoutCache().on("/login", (request, response) -> {
            Session session = request.getSession(true);
            session.setAttribute("user", "bob");
            session.removeAttribute("cart");
            session.renewId(request, response);
            return "in";
        });
        browser.get(node, "/set?name=user&value=alice");
        browser.get(node, "/set?name=cart&value=7");
        browser.get(node, "/login");
        assertThat(browser.get(node, "/get?name=user")).isEqualTo("bob");
        assertThat(browser.get(node, "/get?name=cart")).isEqualTo("null");
    }

    @Test
    void interval_isNotUndone_byAConcurrentAccess() throws Exception {
        Node node = withoutCache();
        browser.get(node, "/set?name=user&value=alice");
        SessionDataStore dataStore = node.sessions().getSessionCache().getSessionDataStore();
        SessionData one = dataStore.load(browser.sessionId());
        SessionData other = dataStore.load(browser.sessionId());
        one.setMaxInactiveMs(60_000);
        one.setDirty(true);
        dataStore.store(browser.sessionId(), one);
        other.calcAndSetExpiry();
        dataStore.store(browser.sessionId(), other);

        assertThat(dataStore.load(browser.sessionId()).getMaxInactiveMs()).isEqualTo(60_000);
    }

    @Test
    void dataThatWasSerialized_byAnotherCache_isSaved_butBringsNoSessionBack() throws Exception {
        Node node = withoutCache();
        browser.get(node, "/set?name=user&value=alice");
        SessionDataStore dataStore = node.sessions().getSessionCache().getSessionDataStore();
        SessionData copy = copy(dataStore.load(browser.sessionId()));
        copy.setAttribute("cart", "7");
        dataStore.store(browser.sessionId(), copy);
        assertThat(browser.get(node, "/get?name=user")).isEqualTo("alice");
        assertThat(browser.get(node, "/get?name=cart")).isEqualTo("7");

        SessionData stale = copy(dataStore.load(browser.sessionId()));
        browser.get(node, "/end");
        stale.setAttribute("cart", "8");
        dataStore.store(browser.sessionId(), stale);
        assertThat(dataStore.load(browser.sessionId())).isNull();
    }

    private static SessionData copy(SessionData data) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(data);
        try (ObjectInputStream in = new ClassLoadingObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (SessionData) in.readObject();
        }
    }

    @Test
    void namesOfAttributes_mayBeLong_orOdd() throws Exception {
        Node node = withoutCache();
        String odd = "odd\n" + "x".repeat(300);
        node.on("/odd-set", (request, response) -> {
            request.getSession(true).setAttribute(odd, "1");
            return "set";
        });
        node.on(
                "/odd-get",
                (request, response) -> String.valueOf(request.getSession(true).getAttribute(odd)));
        browser.get(node, "/odd-set");
        assertThat(browser.get(node, "/odd-get")).isEqualTo("1");
    }

    @Test
    void idThatCannotBeAKey_hasNoSession() throws Exception {
        Node node = withoutCache();
        browser.cookie("JSESSIONID=" + "x".repeat(2_000));
        assertThat(browser.get(node, "/get?name=user")).isEqualTo("no session");
        assertThat(operations).isEmpty();
        node.sessions().getSessionCache().getSessionDataStore().delete("\n");
    }

    @Test
    void request_thatOnlyReads_writesTheTimes_andNoAttribute() throws Exception {
        Node node = withoutCache();
        node.sessions().setMaxInactiveInterval(1_800);
        browser.get(node, "/set?name=user&value=alice");
        SessionMap before = stored();
        browser.get(node, "/get?name=user");
        await().untilAsserted(() ->
                assertThat(stored().version(FieldNames.TIMES)).isNotEqualTo(before.version(FieldNames.TIMES)));

        assertThat(stored().version("a:user")).isEqualTo(before.version("a:user"));
        assertThat(operations).doesNotContain(Operation.CHANGE_MAP_TTL);
    }

    @Test
    void end_isMoved_withoutAGracePeriod_byEachRequest() throws Exception {
        Node node = started(
                Node.start(store, new NullSessionCacheFactory(), "strict", factory -> factory.setGracePeriodSec(0)));
        node.sessions().setMaxInactiveInterval(1_800);
        browser.get(node, "/set?name=user&value=alice");
        browser.get(node, "/get?name=user");
        await().untilAsserted(() -> assertThat(operations).contains(Operation.CHANGE_MAP_TTL));
    }

    @Test
    void sessionThatNeverExpires_livesAsLongAsTheStoreAllows() throws Exception {
        try (SessionStore limited = SessionStores.builder("sessions")
                .backend("memory")
                .maxTtl(Duration.ofHours(1))
                .open()) {
            Node node = started(Node.withoutCache(limited, "limited"));
            browser.get(node, "/set?name=user&value=alice");
            assertThat(browser.get(node, "/get?name=user")).isEqualTo("alice");
            node.close();
        }
    }

    @Test
    void sessionThatExpires_inTheCacheOfANode_isReportedToItsListeners() throws Exception {
        Node node = withCache();
        node.sessions().setMaxInactiveInterval(1);
        browser.get(node, "/set?name=user&value=alice");
        await().untilAsserted(() -> {
            node.sessions().scavenge();
            assertThat(node.destroyed()).containsExactly("alice");
        });
        assertThat(store.maps().get(TwoNodesRules.key(browser))).isEmpty();
    }

    @Test
    void twoContexts_haveSessionsOfTheirOwn() {
        assertThat(new SessionKeys("_a", "0.0.0.0").key("1")).isNotEqualTo(new SessionKeys("_b", "0.0.0.0").key("1"));
        assertThat(new SessionKeys("_a", "x").key("1")).isNotEqualTo(new SessionKeys("_a", "y").key("1"));
    }
}
