package dev.holdall.jetty;

import dev.holdall.SessionStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.AbstractSessionCacheFactory;
import org.eclipse.jetty.session.DefaultSessionCacheFactory;
import org.eclipse.jetty.session.DefaultSessionIdManager;
import org.eclipse.jetty.session.NullSessionCacheFactory;
import org.eclipse.jetty.session.SessionHandler;
import org.eclipse.jetty.util.Callback;

/** A Jetty on a loopback address, whose one context keeps its sessions in a store. */
final class Node implements AutoCloseable {

    /** What a request does, and answers. */
    interface Action {
        String run(Request request, Response response) throws Exception;
    }

    private final List<String> destroyed = new CopyOnWriteArrayList<>();
    private final Map<String, Action> actions = new ConcurrentHashMap<>();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final SessionHandler sessions = new SessionHandler();

    private Node(HoldallSessionDataStoreFactory factory, AbstractSessionCacheFactory cache, String name) {
        DefaultSessionIdManager ids = new DefaultSessionIdManager(server);
        ids.setWorkerName(name);
        // Jetty saves a session after the response otherwise, and the next request may be faster.
        cache.setFlushOnResponseCommit(true);
        sessions.setHandler(new Actions());
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.addBean(ids, true);
        server.addBean(factory);
        server.addBean(cache);
        ContextHandler context = new ContextHandler(sessions, "/");
        context.setAttribute("listener", new Listener());
        server.setHandler(context);
        addActions();
    }

    /** Starts a node that loads the session for each request. */
    static Node withoutCache(SessionStore store, String name) throws Exception {
        return start(store, new NullSessionCacheFactory(), name, factory -> {});
    }

    /** Starts a node that keeps session objects over many requests. */
    static Node withCache(SessionStore store, String name) throws Exception {
        return start(store, new DefaultSessionCacheFactory(), name, factory -> {});
    }

    static Node start(
            SessionStore store,
            AbstractSessionCacheFactory cache,
            String name,
            Consumer<HoldallSessionDataStoreFactory> options)
            throws Exception {
        HoldallSessionDataStoreFactory factory = new HoldallSessionDataStoreFactory();
        factory.setStore(store);
        options.accept(factory);
        return start(factory, cache, name);
    }

    static Node start(HoldallSessionDataStoreFactory factory, AbstractSessionCacheFactory cache, String name)
            throws Exception {
        Node node = new Node(factory, cache, name);
        node.server.start();
        return node;
    }

    /** Lets requests with this path do something. */
    Node on(String path, Action action) {
        actions.put(path, action);
        return this;
    }

    /** Returns the attribute user of each session that Jetty's listeners were told the end of. */
    List<String> destroyed() {
        return destroyed;
    }

    SessionHandler sessions() {
        return sessions;
    }

    String uri(String pathAndQuery) {
        return "http://127.0.0.1:" + connector.getLocalPort() + pathAndQuery;
    }

    /** Returns the value of a parameter of a request. */
    static String parameter(Request request, String name) {
        return Objects.requireNonNull(Request.extractQueryParameters(request).getValue(name), name);
    }

    private void addActions() {
        on("/set", (request, response) -> {
            request.getSession(true).setAttribute(parameter(request, "name"), parameter(request, "value"));
            return "set";
        });
        on("/remove", (request, response) -> {
            request.getSession(true).removeAttribute(parameter(request, "name"));
            return "removed";
        });
        on("/get", (request, response) -> {
            Session session = request.getSession(false);
            return session == null ? "no session" : String.valueOf(session.getAttribute(parameter(request, "name")));
        });
        on("/end", (request, response) -> {
            request.getSession(false).invalidate();
            return "ended";
        });
        on("/renew", (request, response) -> {
            request.getSession(false).renewId(request, response);
            return "renewed";
        });
    }

    private final class Actions extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Action action =
                    Objects.requireNonNull(actions.get(request.getHttpURI().getPath()), "no such action");
            Content.Sink.write(response, true, action.run(request, response), callback);
            return true;
        }
    }

    private final class Listener implements Session.LifeCycleListener {
        @Override
        public void onSessionDestroyed(Session session) {
            destroyed.add(String.valueOf(session.getAttribute("user")));
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError("the server didn't stop", e);
        }
    }
}
