package dev.holdall.spring.session;

import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store in memory of which one request fails: before it is applied, or afterwards. */
final class FaultyStore {

    private int left = Integer.MAX_VALUE;
    private boolean applied;

    /** Opens the store. */
    SessionStore open() {
        return open(InstantSource.system());
    }

    /** Opens the store with a clock. */
    SessionStore open(InstantSource clock) {
        return SessionStores.builder("sessions")
                .backend("memory")
                .clock(clock)
                .decorator((backend, context) -> faulty(backend))
                .open();
    }

    /** Lets one request fail: the first one after this many. */
    void failAfter(int requests, boolean once) {
        left = requests;
        applied = once;
    }

    void heal() {
        left = Integer.MAX_VALUE;
    }

    /** Returns whether a request has failed since. */
    boolean hasFailed() {
        return left < 0;
    }

    private SessionBackend faulty(SessionBackend backend) {
        return new ForwardingBackend((SessionBackend) faulty(SessionBackend.class, backend)) {
            @Override
            public Optional<SessionMapBackend> maps() {
                return backend.maps().map(maps -> (SessionMapBackend) faulty(SessionMapBackend.class, maps));
            }

            @Override
            public Optional<EntryGroupBackend> groups() {
                return backend.groups().map(groups -> (EntryGroupBackend) faulty(EntryGroupBackend.class, groups));
            }
        };
    }

    private Object faulty(Class<?> type, Object healthy) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            boolean fails = CompletionStage.class.isAssignableFrom(method.getReturnType()) && left-- == 0;
            if (fails && !applied) {
                return failure(Outcome.NOT_APPLIED);
            }
            Object answer;
            try {
                answer = method.invoke(healthy, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
            return fails
                    ? failure(method.getName().startsWith("read") ? Outcome.NOT_APPLIED : Outcome.UNKNOWN)
                    : answer;
        });
    }

    private static CompletionStage<?> failure(Outcome outcome) {
        return CompletableFuture.failedStage(
                new BackendException(BackendException.Kind.UNAVAILABLE, outcome, "a test has cut the line", null));
    }
}
