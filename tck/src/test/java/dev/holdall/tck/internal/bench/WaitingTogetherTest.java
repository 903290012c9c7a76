package dev.holdall.tck.internal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.holdall.Version;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.SessionStoreContract;
import dev.holdall.tck.example.MapBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class WaitingTogetherTest {

    @Test
    void testThatFails_failsOnEachFace_withItsOwnFailureAndTheSeed() {
        Events tests = results("entry_afterItsExpiry_isNotReturned");

        tests.assertStatistics(statistics -> statistics.started(2).failed(2));
        tests.failed()
                .executions()
                .map(execution -> execution
                        .getTerminationInfo()
                        .getExecutionResult()
                        .getThrowable()
                        .orElseThrow())
                .forEach(failure -> assertThat(failure)
                        .hasStackTraceContaining("entry_afterItsExpiry_isNotReturned")
                        .hasStackTraceContaining("holdall.tck.seed"));
    }

    @Test
    void testThatSucceeds_succeedsOnEachFace_besideThoseThatFail() {
        results("never_doesNotExpire")
                .assertStatistics(statistics -> statistics.started(2).succeeded(2));
    }

    @Test
    void testOfTheDeadline_failsOnEachFace_besideThoseThatSucceed() {
        results(Idle.class, "bulkCall_thatHangsForSomeKeys_doesTheOthers")
                .assertStatistics(statistics -> statistics.started(2).failed(2));
        results(Idle.class, "callWithoutAnswer_endsByItsDeadline")
                .assertStatistics(statistics -> statistics.started(2).succeeded(2));
    }

    private static Events results(String method) {
        return results(Forgetful.class, method);
    }

    private static Events results(Class<? extends SessionStoreContract> contract, String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(contract, method, Face.class))
                .execute()
                .testEvents();
    }

    /** The kit in real time over a backend whose {@code set} forgets the TTL. */
    static class Forgetful extends SessionStoreContract {

        @Override
        protected BackendFactory backend() {
            return context -> new WithoutTtl(new MapBackend(1_000, context));
        }
    }

    /** The kit over a backend whose {@code set} does nothing. */
    static class Idle extends SessionStoreContract {

        @Override
        protected BackendFactory backend() {
            return context -> new WithoutWrites(new MapBackend(1_000, context));
        }
    }

    private static final class WithoutTtl extends ForwardingBackend {

        private final SessionBackend healthy;

        WithoutTtl(SessionBackend healthy) {
            super(healthy);
            this.healthy = healthy;
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.write(key, value, lifetime.isOver() ? lifetime : Lifetime.FOREVER, version, deadline);
        }
    }

    private static final class WithoutWrites extends ForwardingBackend {

        WithoutWrites(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return CompletableFuture.completedStage(version);
        }
    }
}
