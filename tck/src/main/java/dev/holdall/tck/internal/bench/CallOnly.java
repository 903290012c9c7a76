package dev.holdall.tck.internal.bench;

import dev.holdall.AsyncSessionStore;
import dev.holdall.SessionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes a view of a store whose calls throw only what the call itself throws. On the asynchronous face it ignores the
 * stage that a call returns, and with it a failure that only the stage has.
 */
public final class CallOnly {

    private CallOnly() {}

    public static SessionStore of(Face face, SessionStore store) {
        return face == Face.BLOCKING
                ? store
                : (SessionStore) Proxy.newProxyInstance(
                        SessionStore.class.getClassLoader(),
                        new Class<?>[] {SessionStore.class},
                        (proxy, method, arguments) -> call(store.async(), method, arguments));
    }

    private static @Nullable Object call(AsyncSessionStore store, Method method, Object[] arguments) throws Throwable {
        try {
            Object answer = AsyncSessionStore.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(store, arguments);
            return answer instanceof CompletionStage<?> ? noAnswer(method.getReturnType()) : answer;
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static @Nullable Object noAnswer(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == long.class ? (Object) 0L : null;
    }
}
