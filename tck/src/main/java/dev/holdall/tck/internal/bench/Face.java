package dev.holdall.tck.internal.bench;

import dev.holdall.AsyncStoreLock;
import dev.holdall.SessionStore;
import dev.holdall.StoreLock;
import dev.holdall.Version;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A face of a store. The kit's tests are written once, against {@link SessionStore}. For the asynchronous face, each
 * call is made on {@code store.async()}, and the test waits for its stage. What either face throws is recorded in
 * {@link Evidence}.
 */
public enum Face {
    BLOCKING {
        @Override
        @Nullable
        Object call(SessionStore store, Method method, Object[] arguments) throws ReflectiveOperationException {
            return method.invoke(store, arguments);
        }
    },
    ASYNC {
        @Override
        @Nullable
        Object call(SessionStore store, Method method, Object[] arguments) throws ReflectiveOperationException {
            if (method.getName().equals("async") || method.getDeclaringClass() == Object.class) {
                return method.invoke(store, arguments);
            }
            Object answer = dev.holdall.AsyncSessionStore.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(store.async(), arguments);
            return answer instanceof CompletionStage<?> stage
                    ? blocking(stage.toCompletableFuture().join())
                    : answer;
        }

        /** Wraps a lock, so that it is released on the asynchronous face too. */
        private @Nullable Object blocking(@Nullable Object answer) {
            return answer instanceof Optional<?> optional
                    ? optional.map(value -> value instanceof AsyncStoreLock lock ? new WaitingLock(lock) : value)
                    : answer;
        }
    };

    private record WaitingLock(AsyncStoreLock lock) implements StoreLock {

        @Override
        public Version fencingVersion() {
            return lock.fencingVersion();
        }

        @Override
        public boolean release() {
            try {
                return lock.release().toCompletableFuture().join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : e;
            }
        }
    }

    abstract @Nullable Object call(SessionStore store, Method method, Object[] arguments)
            throws ReflectiveOperationException;

    /** Returns the store as seen through this face. */
    public SessionStore of(SessionStore store, Evidence evidence) {
        return (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> {
                    try {
                        return call(store, method, arguments);
                    } catch (InvocationTargetException e) {
                        throw evidence.thrown(e.getTargetException());
                    } catch (CompletionException e) {
                        throw evidence.thrown(e.getCause() == null ? e : e.getCause());
                    }
                });
    }
}
