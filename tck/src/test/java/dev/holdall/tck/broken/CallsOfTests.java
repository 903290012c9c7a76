package dev.holdall.tck.broken;

import dev.holdall.spi.SessionBackend;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Order;

/** Records which primitives each test of the kit calls when it runs over the healthy backend. */
final class CallsOfTests {

    private final Map<Method, Set<String>> calls = new ConcurrentHashMap<>();
    private volatile Set<String> current = ConcurrentHashMap.newKeySet();

    /** Attributes the calls from now on to this test. */
    void begin(Method test) {
        current = calls.computeIfAbsent(test, same -> ConcurrentHashMap.newKeySet());
    }

    /** Wraps the healthy backend, so that its calls are recorded. */
    SessionBackend recorded(SessionBackend healthy) {
        return Primitives.recorded(healthy, primitive -> current.add(primitive));
    }

    /**
     * Whether a test calls one of these primitives. A test with {@code @Order} runs last and examines what all tests
     * have caused, so it counts as calling all.
     */
    boolean mayFailFor(Method test, Set<String> primitives) {
        return test.isAnnotationPresent(Order.class)
                || !Collections.disjoint(calls.getOrDefault(test, primitives), primitives);
    }
}
