package dev.holdall.cassandra.internal.requests;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;

/** Objects of the driver's that are only carried around. */
public final class Stand {

    private Stand() {}

    /** One that can do nothing but be shown, and told from others. */
    public static <T> T in(Class<T> type) {
        return in(type, Map.of());
    }

    /** One that also answers so when it's asked. */
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
