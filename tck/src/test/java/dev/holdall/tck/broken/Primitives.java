package dev.holdall.tck.broken;

import dev.holdall.spi.SessionBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out which primitives of a backend are called, and which are broken. */
final class Primitives {

    private Primitives() {}

    /**
     * Returns the names of the primitives that a broken backend overrides; all names if it doesn't extend
     * {@link DefectiveBackend}.
     */
    static Set<String> brokenBy(SessionBackend backend) {
        return backend instanceof DefectiveBackend ? declaredBelow(backend.getClass()) : names(SessionBackend.class);
    }

    /** Wraps a backend, and reports the name of each primitive that is called. */
    static SessionBackend recorded(SessionBackend backend, Consumer<String> called) {
        return (SessionBackend) Proxy.newProxyInstance(
                SessionBackend.class.getClassLoader(), new Class<?>[] {SessionBackend.class}, (proxy, method, args) -> {
                    called.accept(method.getName());
                    try {
                        return method.invoke(backend, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static Set<String> declaredBelow(Class<?> type) {
        Set<String> primitives = names(SessionBackend.class);
        return Stream.<Class<?>>iterate(type, each -> each != DefectiveBackend.class, Class::getSuperclass)
                .flatMap(each -> names(each).stream())
                .filter(primitives::contains)
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
    }
}
