package dev.holdall.spi;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Reach;
import dev.holdall.Version;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the bulk requests of a backend that has none of its own, and those of a decorator over it. */
class BulkRequestsTest {

    private static final Deadline DEADLINE = Deadline.in(Duration.ofDays(1));
    private static final Version VERSION = new Version(5);

    /** A backend that fails for one key, by throwing. */
    private static final SessionBackend BACKEND = (SessionBackend) Proxy.newProxyInstance(
            BulkRequestsTest.class.getClassLoader(),
            new Class<?>[] {SessionBackend.class},
            (proxy, method, arguments) -> {
                if (method.isDefault()) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                if (method.getName().equals("close")) {
                    return null;
                }
                if (arguments[0].equals("failing")) {
                    throw new IllegalStateException();
                }
                return switch (method.getName()) {
                    case "read" -> completedFuture(Optional.of(new StoredEntry(new byte[1], VERSION, null)));
                    case "write" -> completedFuture(VERSION);
                    case "touch" -> completedFuture(Optional.of(VERSION));
                    case "delete" -> completedFuture(Reach.ALL_DCS);
                    default -> throw new UnsupportedOperationException(method.getName());
                };
            });

    static Stream<SessionBackend> backends() {
        return Stream.of(BACKEND, new ForwardingBackend(BACKEND) {});
    }

    @ParameterizedTest
    @MethodSource("backends")
    void everyKey_hasItsOwnAnswer(SessionBackend backend) {
        List<String> keys = List.of("a", "failing", "b");

        checkAnswers(backend.readAll(keys, ReadOptions.LOCAL, DEADLINE));
        checkAnswers(backend.writeAll(
                Map.of("a", new byte[1], "failing", new byte[1], "b", new byte[1]),
                Lifetime.FOREVER,
                VERSION,
                DEADLINE));
        checkAnswers(backend.touchAll(keys, Lifetime.FOREVER, DEADLINE));
        checkAnswers(backend.deleteAll(keys, VERSION, DEADLINE));
    }

    private static <R> void checkAnswers(Map<String, CompletionStage<R>> answers) {
        assertThat(answers).containsOnlyKeys("a", "failing", "b");
        assertThat(answers.get("a")).isCompleted();
        assertThat(answers.get("failing")).isCompletedExceptionally();
        assertThat(answers.get("b")).isCompleted();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void noThread_isTheBackends(SessionBackend backend) {
        assertThat(backend.completesOn(Thread.currentThread())).isFalse();
    }
}
