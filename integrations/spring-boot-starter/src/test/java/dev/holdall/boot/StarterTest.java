package dev.holdall.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreConfigurationException;
import dev.holdall.StoreObserver;
import dev.holdall.Traits;
import dev.holdall.config.SessionStores;
import dev.holdall.spring.session.HoldallReactiveSessionRepository;
import dev.holdall.spring.session.HoldallSession;
import dev.holdall.spring.session.HoldallSessionRepository;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.server.session.WebSessionManager;

/** What an application gets, by its kind, its properties and its beans. */
class StarterTest {

    private static final AutoConfigurations ALL = AutoConfigurations.of(
            HoldallAutoConfiguration.class,
            HoldallSessionAutoConfiguration.class,
            HoldallHealthAutoConfiguration.class,
            SessionAutoConfiguration.class);

    private final WebApplicationContextRunner servlets = new WebApplicationContextRunner().withConfiguration(ALL);
    private final ReactiveWebApplicationContextRunner reactive =
            new ReactiveWebApplicationContextRunner().withConfiguration(ALL);
    private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(ALL);

    @Test
    void servletApplication_hasSessionsInMemory_withoutAnyProperty() {
        servlets.run(context -> {
            assertThat(context).hasSingleBean(SessionRepositoryFilter.class);
            HoldallSessionRepository repository = context.getBean(HoldallSessionRepository.class);
            HoldallSession session = repository.createSession();
            assertThat(session.getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(30));
            session.setAttribute("user", "alice");
            repository.save(session);
            assertThat(Objects.requireNonNull(repository.findById(session.getId()))
                            .<String>getAttribute("user"))
                    .isEqualTo("alice");
            assertThat(context.getBean(SessionStore.class).traits().reach()).isEqualTo(Traits.Scope.PROCESS);
        });
    }

    @Test
    void reactiveApplication_hasReactiveSessions() {
        // An application has these properties from its web server.
        reactive.withUserConfiguration(WebServer.class).run(context -> {
            assertThat(context).hasSingleBean(WebSessionManager.class);
            assertThat(context).doesNotHaveBean(SessionRepository.class);
            HoldallReactiveSessionRepository repository = context.getBean(HoldallReactiveSessionRepository.class);
            HoldallSession session =
                    Objects.requireNonNull(repository.createSession().block());
            repository.save(session).block();
            assertThat(repository.findById(session.getId()).block()).isNotNull();
        });
    }

    @Test
    void applicationWithoutAWeb_hasTheStoresAlone() {
        plain.run(context -> {
            assertThat(context).hasSingleBean(SessionStore.class);
            assertThat(context).doesNotHaveBean(SessionRepository.class);
        });
    }

    @Test
    void store_isClosed_withTheApplication() {
        List<SessionStore> opened = new CopyOnWriteArrayList<>();
        servlets.run(context -> opened.add(context.getBean(SessionStore.class)));
        assertThat(opened).allSatisfy(store -> assertThatIllegalStateException().isThrownBy(() -> store.get("key")));
    }

    @Test
    void timeout_isThatOfSpringBoot() {
        servlets.withPropertyValues("spring.session.timeout=7m")
                .run(context -> assertThat(context.getBean(HoldallSessionRepository.class)
                                .createSession()
                                .getMaxInactiveInterval())
                        .isEqualTo(Duration.ofMinutes(7)));
    }

    @Test
    void properties_configureTheStores() {
        servlets.withPropertyValues(
                        "holdall.stores.sessions.max-value-size=10 KiB",
                        "holdall.stores.sessions.memory.maxSize=32 MiB",
                        "holdall.stores.other.max-value-size=20 KiB",
                        "holdall.stores.other.memory.max-size=32 MiB")
                .run(context -> {
                    assertThat(context.getBean(SessionStore.class).traits().maxValueBytes())
                            .isEqualTo(10 << 10);
                    HoldallStores stores = context.getBean(HoldallStores.class);
                    assertThat(stores.names()).containsExactly("other", "sessions");
                    assertThat(stores.store("other").traits().maxValueBytes()).isEqualTo(20 << 10);
                });
    }

    @Test
    void problems_nameTheProperty_andAreExplained() {
        servlets.withPropertyValues(
                        "holdall.stores.sessions.max-valu-size=10 KiB", "holdall.stores.sessions.request-timeout=soon")
                .run(context -> {
                    assertThat(context).hasFailed();
                    Throwable failure = context.getStartupFailure();
                    assertThat(failure).hasRootCauseInstanceOf(StoreConfigurationException.class);
                    FailureAnalysis analysis =
                            Objects.requireNonNull(new StoreFailureAnalyzer().analyze(Objects.requireNonNull(failure)));
                    assertThat(analysis.getDescription())
                            .contains("holdall.stores.sessions.max-valu-size")
                            .contains("max-value-size")
                            .contains("holdall.stores.sessions.request-timeout");
                    assertThat(analysis.getAction()).contains("docs/spring.md");
                });
    }

    @Test
    void unknownPropertyOfTheSessions_stopsTheApplication() {
        servlets.withPropertyValues("holdall.session.allowed-clases=com.example.**")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("holdall.session.allowed-clases"));
    }

    @Test
    void failureToOpen_isExplained_andALaterOneIsNot() {
        FailureAnalysis analysis =
                Objects.requireNonNull(new StoreFailureAnalyzer().analyze(failureOf(Operation.OPEN)));
        assertThat(analysis.getDescription()).contains("sessions/redis: open: there was no answer");
        assertThat(analysis.getAction()).contains("docs/operations.md");
        assertThat(new StoreFailureAnalyzer().analyze(failureOf(Operation.GET))).isNull();
    }

    private static SessionStoreException failureOf(Operation operation) {
        return new SessionStoreException(new SessionStoreException.Details(
                "sessions", "redis", operation, Outcome.NOT_APPLIED, "there was no answer", null));
    }

    @Test
    void storeWithTheSessions_hasToBeConfigured_ifOthersAre() {
        servlets.withPropertyValues("holdall.stores.other.memory.max-size=32 MiB")
                .run(context -> assertThat(context).hasFailed());
        servlets.withPropertyValues("holdall.stores.other.memory.max-size=32 MiB", "holdall.session.store=other")
                .run(context -> assertThat(context).hasSingleBean(HoldallSessionRepository.class));
        servlets.withPropertyValues("holdall.stores.other.memory.max-size=32 MiB", "holdall.session.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HoldallSessionRepository.class));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ServerProperties.class)
    static class WebServer {}

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean(destroyMethod = "close")
        SessionStore store() {
            return SessionStores.builder("own").backend("memory").open();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRepository {
        @Bean
        SessionRepository<MapSession> repository() {
            return new MapSessionRepository(new ConcurrentHashMap<>());
        }
    }

    @Test
    void beansOfTheApplication_takePrecedence() {
        servlets.withUserConfiguration(OwnStore.class).run(context -> {
            assertThat(context).doesNotHaveBean(HoldallStores.class);
            assertThat(context).hasSingleBean(HoldallSessionRepository.class);
        });
        servlets.withUserConfiguration(OwnRepository.class).run(context -> {
            assertThat(context).doesNotHaveBean(HoldallSessionRepository.class);
            assertThat(context).hasSingleBean(HoldallStores.class);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {

        static final List<Operation> CALLS = new CopyOnWriteArrayList<>();

        @Bean
        StoreObserver observer() {
            return call -> {
                CALLS.add(call.operation());
                return end -> {};
            };
        }

        @Bean
        StoreBuilderCustomizer smallValues() {
            return (name, builder) -> builder.maxValueBytes(12_345);
        }

        @Bean
        SessionOptionsCustomizer ids() {
            return options -> options.sessionIdGenerator(() -> "the-id");
        }
    }

    @Test
    void observersAndCustomizers_areTaken_andHealthNeverWrites() {
        servlets.withUserConfiguration(Customized.class).run(context -> {
            assertThat(context.getBean(SessionStore.class).traits().maxValueBytes())
                    .isEqualTo(12_345);
            assertThat(context.getBean(HoldallSessionRepository.class)
                            .createSession()
                            .getId())
                    .isEqualTo("the-id");
            Customized.CALLS.clear();
            HealthIndicator indicator = (HealthIndicator) context.getBean("holdallHealthContributor");
            Health health = Objects.requireNonNull(indicator.health());
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(Customized.CALLS).containsExactly(Operation.GET);
            context.getBean(HoldallStores.class).close();
            assertThat(Objects.requireNonNull(indicator.health()).getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void health_isThatOfEachStore_andCanBeSwitchedOff() {
        servlets.withPropertyValues(
                        "holdall.stores.sessions.backend=memory",
                        "holdall.stores.sessions.memory.max-size=32 MiB",
                        "holdall.stores.other.memory.max-size=32 MiB")
                .run(context -> {
                    CompositeHealthContributor composite =
                            (CompositeHealthContributor) context.getBean("holdallHealthContributor");
                    assertThat(composite.getContributor("sessions")).isNotNull();
                    assertThat(composite.getContributor("other")).isNotNull();
                });
        servlets.withPropertyValues("management.health.holdall.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthContributor.class));
        servlets.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasSingleBean(HoldallSessionRepository.class));
    }
}
