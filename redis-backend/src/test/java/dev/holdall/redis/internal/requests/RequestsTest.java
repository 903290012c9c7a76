package dev.holdall.redis.internal.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.redis.internal.options.RedisOptions;
import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.redis.internal.register.ServerTime;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final Calls CALLS = new Calls(new ServerTime(System::nanoTime), null);

    /**
     * An exception would make the store say of all keys that nothing was changed, also of those that were sent before.
     */
    @Test
    void runAll_withWaitForReplicas_afterTheDeadline_sendsNothing_andFailsEachKey() {
        ReplicaWait wait = ReplicaWait.of(new RedisOptions(1, Duration.ofMillis(100), null), Duration.ofSeconds(1));
        Requests requests = new Requests(unused(), wait);

        Map<String, CompletionStage<byte[]>> answers = requests.runAll(
                List.of(deletion("a"), deletion("b")), (call, bytes) -> bytes, Deadline.in(Duration.ZERO));

        assertThat(answers).containsOnlyKeys("a", "b");
        assertThat(answers.values())
                .allSatisfy(answer -> assertThat(answer.toCompletableFuture())
                        .isCompletedExceptionally()
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOfSatisfying(
                                BackendException.class,
                                failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED)));
    }

    private static ScriptCall<byte[]> deletion(String key) {
        return CALLS.delete(key, new Version(1));
    }

    /** Servers that nothing may be sent to. */
    private static Servers unused() {
        return (Servers) Proxy.newProxyInstance(
                RequestsTest.class.getClassLoader(), new Class<?>[] {Servers.class}, (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
    }
}
