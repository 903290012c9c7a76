package dev.holdall.tck.broken;

import dev.holdall.spi.SessionBackend;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Order;

/** Which primitives each test of the kit calls, as seen when it ran over the healthy backend. */
final class CallsOfTests {

    private final Map<Method, Set<String>> calls = new ConcurrentHashMap<>();
    private volatile Set<String> current = ConcurrentHashMap.newKeySet();

    /** From now on calls are those of this test. */
    void begin(Method test) {
        current = calls.computeIfAbsent(test, same -> ConcurrentHashMap.newKeySet());
    }

    SessionBackend recorded(SessionBackend healthy) {
        return Primitives.recorded(healthy, primitive -> current.add(primitive));
    }

    /** Whether a test calls one of these, or looks back, as the last ones do, at what the others have called. */
    boolean concern(Method test, Set<String> primitives) {
        return test.isAnnotationPresent(Order.class)
                || !Collections.disjoint(calls.getOrDefault(test, primitives), primitives);
    }
}
