package dev.holdall.jetty;

import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A memory store whose maps fail when a test says so. */
final class FailingMaps {

    /** The next request of the map backend that fails; empty if none. */
    private volatile String failing = "";

    private volatile Outcome outcome = Outcome.NOT_APPLIED;

    SessionStore open(StoreObserver... observers) {
        var builder = SessionStores.builder("sessions")
                .backend("memory")
                .decorator((backend, context) -> new Decorator(backend));
        for (StoreObserver observer : observers) {
            builder.observer(observer);
        }
        return builder.open();
    }

    /** Lets the next request of a name fail, and not reach the backend. */
    void failNext(String request) {
        outcome = Outcome.NOT_APPLIED;
        failing = request;
    }

    /** Lets the next request of a name be done, and its answer get lost. */
    void loseNextAnswer(String request) {
        outcome = Outcome.UNKNOWN;
        failing = request;
    }

    private final class Decorator extends ForwardingBackend {

        private final SessionMapBackend maps;

        Decorator(SessionBackend delegate) {
            super(delegate);
            SessionMapBackend real = delegate.maps().orElseThrow();
            this.maps = (SessionMapBackend) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {SessionMapBackend.class},
                    (proxy, method, arguments) -> answer(real, method, arguments));
        }

        @Override
        public Optional<SessionMapBackend> maps() {
            return Optional.of(maps);
        }
    }

    /** Returns the stage that the backend or its failure has: the store waits for it. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private Object answer(SessionMapBackend real, Method method, Object[] arguments) throws Throwable {
        if (!method.getName().equals(failing)) {
            return done(real, method, arguments);
        }
        failing = "";
        if (outcome == Outcome.UNKNOWN) {
            done(real, method, arguments);
        }
        return CompletableFuture.failedFuture(new BackendException(Kind.TIMEOUT, outcome, "by the test", null));
    }

    private static Object done(SessionMapBackend real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
