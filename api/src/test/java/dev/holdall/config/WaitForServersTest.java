package dev.holdall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Outcome;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreInterruptedException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.BackendFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks how long opening a store goes on trying. */
class WaitForServersTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TIMEOUT", "OVERLOADED"})
    void serversThatComeUp_areWaitedFor(Kind kind) {
        builder(kind, 2).waitForServers(LONG).open().close();

        assertThat(tries).hasValue(3);
    }

    @Test
    void servers_areTriedOnce_unlessToldOtherwise() {
        assertThatThrownBy(builder(Kind.UNAVAILABLE, 2)::open).isInstanceOf(StoreUnavailableException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void serversThatStayDown_areGivenUp_withTheLastFailure() {
        StoreBuilder builder = builder(Kind.UNAVAILABLE, Integer.MAX_VALUE).waitForServers(Duration.ofMillis(250));
        assertThatThrownBy(builder::open)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith("sessions/remote: open: no server (try ");
        assertThat(tries).hasValueGreaterThan(1);
    }

    @Test
    void failureThatWaitingDoesNotHelp_endsTheOpening() {
        assertThatThrownBy(builder(Kind.FAILED, 1).waitForServers(LONG)::open)
                .isExactlyInstanceOf(SessionStoreException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void thread_thatIsInterrupted_waitsNoLonger() {
        Thread opening = Thread.currentThread();
        StoreBuilder builder = SessionStores.builder("sessions")
                .waitForServers(LONG)
                .backend("remote", context -> {
                    opening.interrupt();
                    throw new BackendException(Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "no server", null);
                });
        assertThatThrownBy(builder::open).isInstanceOf(StoreInterruptedException.class);
        assertThat(Thread.interrupted()).as("interrupted").isTrue();
    }

    private StoreBuilder builder(Kind kind, int failures) {
        return SessionStores.builder("sessions").backend("remote", failing(kind, failures));
    }

    private BackendFactory failing(Kind kind, int failures) {
        return context -> {
            if (tries.incrementAndGet() <= failures) {
                throw new BackendException(kind, Outcome.NOT_APPLIED, "no server (try " + tries + ")", null);
            }
            return FakeBackends.open(context);
        };
    }
}
