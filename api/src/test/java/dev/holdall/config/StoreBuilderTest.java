package dev.holdall.config;

import static dev.holdall.config.Configs.failure;
import static dev.holdall.config.Configs.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.holdall.SessionStore;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoreBuilderTest {

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    @Test
    void everyOption_canBeSet_andOpensAStore() {
        AtomicReference<BackendContext> context = new AtomicReference<>();
        try (SessionStore store = SessionStores.builder("sessions")
                .backend("own", given -> {
                    context.set(given);
                    return FakeBackends.open(given);
                })
                .namespace("wiki")
                .defaultTtl(Duration.ofMinutes(20))
                .maxTtl(Duration.ofHours(3))
                .aboveMaxTtl(AboveMaxTtl.CAP)
                .maxValueBytes(5000)
                .requestTimeout(Duration.ofMillis(1500))
                .maxClockSkew(Duration.ofSeconds(3))
                .revocationHorizon(Duration.ofDays(2))
                .clock(InstantSource.fixed(Instant.ofEpochSecond(7)))
                .executor(Runnable::run)
                .observer(call -> end -> {})
                .open()) {
            assertThat(store).hasToString("SessionStore[sessions/own]");
            assertThat(store.traits().maxValueBytes()).isEqualTo(5000);
            assertThat(store.traits().maxTtl()).isEqualTo(Duration.ofHours(3));
        }
        assertThat(context.get()).isNotNull().satisfies(given -> {
            assertThat(given.store()).isEqualTo("sessions");
            assertThat(given.requestTimeout()).isEqualTo(Duration.ofMillis(1500));
            assertThat(given.revocationHorizon()).isEqualTo(Duration.ofDays(2));
            assertThat(given.nanoTime().getAsLong()).isEqualTo(7_000_000_000L);
        });
    }

    @Test
    void whatIsSet_goesBeforeWhatIsConfigured() {
        String hocon =
                "holdall.stores.sessions { backend = remote, remote.uri = x, max-value-size = 5, max-ttl = 1 day }";
        try (SessionStore store = SessionStores.builder("sessions")
                .config(parse(hocon))
                .maxValueBytes(6)
                .open()) {
            assertThat(store).hasToString("SessionStore[sessions/remote]");
            assertThat(store.traits().maxValueBytes()).isEqualTo(6);
            assertThat(store.traits().maxTtl()).isEqualTo(Duration.ofDays(1));
        }
    }

    @Test
    void backend_canBeChosenByName_withItsConfiguredOptions() {
        try (SessionStore store = SessionStores.builder("sessions")
                .config(parse("holdall.stores.sessions.remote.uri = x"))
                .backend("remote")
                .open()) {
            assertThat(store).hasToString("SessionStore[sessions/remote]");
        }
    }

    @Test
    void givenBackend_needsNoneOnTheClassPath() {
        classPath.services("no.such.Provider");
        SessionStores.builder("sessions")
                .backend("own", FakeBackends::open)
                .open()
                .close();
    }

    @Test
    void givenProvider_readsItsConfiguredOptions_andNeedNotBeOnTheClassPath() {
        classPath.services("no.such.Provider");
        try (SessionStore store = SessionStores.builder("sessions")
                .config(parse("holdall.stores.sessions { backend = memory, remote.uri = x }"))
                .backend(new FakeBackends.Remote())
                .open()) {
            assertThat(store).hasToString("SessionStore[sessions/remote]");
        }
        assertThat(failure(() -> SessionStores.builder("sessions")
                        .backend(new FakeBackends.Remote())
                        .open()))
                .hasMessageContaining("holdall.stores.sessions.remote.uri is required");
    }

    @Test
    void backendAlone_isMadeOfItsOptions() {
        BackendFactory factory = SessionStores.backend(new FakeBackends.Remote(), parse("uri = x"));
        SessionStores.builder("sessions").backend("own", factory).open().close();
        assertThat(failure(() -> SessionStores.backend(new FakeBackends.Remote(), parse("urj = x"))))
                .hasMessageContaining("holdall.defaults.remote.urj is not an option; did you mean uri?");
    }

    @Test
    void valuesAreChecked_asConfiguredOnesAre() {
        assertThat(failure(() -> SessionStores.builder("sessions")
                        .namespace("a:b")
                        .neverExpiresByDefault()
                        .maxTtl(Duration.ofSeconds(Long.MAX_VALUE))
                        .maxValueBytes(0)
                        .requestTimeout(Duration.ofSeconds(-1))
                        .maxClockSkew(Duration.ofSeconds(Long.MIN_VALUE))
                        .open()))
                .hasMessage("""
                        sessions/memory: open: 5 problems in the configuration:
                          - holdall.stores.sessions.max-ttl must be from 1 ns to 36500 days; or unlimited (the builder)
                          - holdall.stores.sessions.namespace must have 1 to 64 ASCII letters, digits, dots, hyphens \
                        or underscores; or be empty, for none (the builder)
                          - holdall.stores.sessions.max-value-size must be from 1 byte to 1 GiB (the builder)
                          - holdall.stores.sessions.request-timeout must be from 1 ms to 1 hour (the builder)
                          - holdall.stores.sessions.max-clock-skew must be from 0 seconds to 365 days (the builder)""");
    }

    @Test
    void endlessDefault_beyondAMaximum_isAProblem() {
        assertThat(failure(() -> SessionStores.builder("sessions")
                                .neverExpiresByDefault()
                                .maxTtl(Duration.ofDays(1))
                                .open())
                        .problems())
                .containsExactly(
                        "holdall.stores.sessions.default-ttl must not be longer than max-ttl; lower it, or raise"
                                + " max-ttl (the builder)");
    }

    @Test
    void durations_keepTheirNanoseconds() {
        Duration ttl = Duration.ofDays(36_500).minusNanos(1);
        StorePlan plan = SessionStores.builder("sessions").defaultTtl(ttl).plan();
        assertThat(plan.settings().defaultTtl()).isEqualTo(ttl);
    }

    @Test
    void namesAndNulls_areRefusedAtOnce() {
        StoreBuilder builder = SessionStores.builder("sessions");
        assertThatIllegalArgumentException().isThrownBy(() -> SessionStores.builder("a:b"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.backend("a:b", FakeBackends::open));
        assertThatNullPointerException().isThrownBy(() -> builder.namespace(nothing()));
    }

    @SuppressWarnings("NullAway") // A caller whose code isn't checked for null may pass it.
    private static String nothing() {
        return null;
    }
}
