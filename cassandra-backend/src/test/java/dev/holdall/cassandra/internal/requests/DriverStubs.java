package dev.holdall.cassandra.internal.requests;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;

/** Makes stand-ins for objects of the driver that are only passed around. */
public final class DriverStubs {

    private DriverStubs() {}

    /** Makes a stand-in that can only be printed and compared. */
    public static <T> T in(Class<T> type) {
        return in(type, Map.of());
    }

    /** Makes a stand-in that also returns these answers, by the name of the method. */
    public static <T> T in(Class<T> type, Map<String, ?> answers) {
        Object stand = Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "toString" -> "a " + type.getSimpleName();
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    default ->
                        Optional.<Object>ofNullable(answers.get(method.getName()))
                                .orElseThrow(() -> new UnsupportedOperationException(method.getName()));
                });
        return type.cast(stand);
    }
}
