package dev.holdall.tck.broken;

import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
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
        if (backend instanceof DefectiveGroups.Backend) {
            return declaredBelow(
                    backend.groups().orElseThrow().getClass(), DefectiveGroups.class, EntryGroupBackend.class);
        }
        return backend instanceof DefectiveBackend
                ? declaredBelow(backend.getClass(), DefectiveBackend.class, SessionBackend.class)
                : names(SessionBackend.class);
    }

    /**
     * Wraps a backend, and reports the name of each primitive that is called, of its maps and groups too. That a store
     * asks for the maps or the groups is no call of a primitive.
     */
    static SessionBackend recorded(SessionBackend backend, Consumer<String> called) {
        Optional<?> maps = backend.maps().map(healthy -> recorded(SessionMapBackend.class, healthy, called, Map.of()));
        Optional<?> groups =
                backend.groups().map(healthy -> recorded(EntryGroupBackend.class, healthy, called, Map.of()));
        return recorded(SessionBackend.class, backend, called, Map.of("maps", maps, "groups", groups));
    }

    /** Wraps one type of primitives; the methods that are named here answer without a call. */
    private static <T> T recorded(Class<T> type, T healthy, Consumer<String> called, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object known = answers.get(method.getName());
            if (known != null) {
                return known;
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

    /** Returns the name of a primitive; those of maps and of groups have names of their own. */
    private static String name(Class<?> type, Method method) {
        if (type == SessionMapBackend.class) {
            return "maps." + method.getName();
        }
        return type == EntryGroupBackend.class ? "groups." + method.getName() : method.getName();
    }
}
