package dev.holdall.tck.broken;

import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
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
        if (backend instanceof DefectiveMaps.Backend) {
            return declaredBelow(backend.maps().orElseThrow().getClass(), DefectiveMaps.class, SessionMapBackend.class);
        }
        return backend instanceof DefectiveBackend
                ? declaredBelow(backend.getClass(), DefectiveBackend.class, SessionBackend.class)
                : names(SessionBackend.class);
    }

    /**
     * Wraps a backend, and reports the name of each primitive that is called, of its maps too. That a store asks for
     * the maps is no call of a primitive.
     */
    static SessionBackend recorded(SessionBackend backend, Consumer<String> called) {
        Optional<SessionMapBackend> maps =
                backend.maps().map(healthy -> recorded(SessionMapBackend.class, healthy, called, Optional.empty()));
        return recorded(SessionBackend.class, backend, called, maps);
    }

    private static <T> T recorded(Class<T> type, T healthy, Consumer<String> called, Optional<SessionMapBackend> maps) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("maps")) {
                return maps;
            }
            called.accept(name(type, method));
            try {
                return method.invoke(healthy, args);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }));
    }

    private static Set<String> declaredBelow(Class<?> type, Class<?> top, Class<?> primitivesOf) {
        Set<String> primitives = names(primitivesOf);
        return Stream.<Class<?>>iterate(type, each -> each != top, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .map(method -> name(primitivesOf, method))
                .filter(primitives::contains)
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .map(method -> name(type, method))
                .collect(Collectors.toSet());
    }

    /** Returns the name of a primitive; those of maps have a name of their own. */
    private static String name(Class<?> type, Method method) {
        return type == SessionMapBackend.class ? "maps." + method.getName() : method.getName();
    }
}
