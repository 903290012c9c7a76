package dev.holdall.boot;

import dev.holdall.SessionStore;
import dev.holdall.spring.session.AttributeSerializer;
import dev.holdall.spring.session.HoldallReactiveSessionRepository;
import dev.holdall.spring.session.HoldallSessionRepository;
import dev.holdall.spring.session.JavaAttributeSerializer;
import dev.holdall.spring.session.SessionRepositoryOptions;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.session.autoconfigure.SessionTimeout;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ResourceLoader;
import org.springframework.session.IndexResolver;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.annotation.web.http.SpringHttpSessionConfiguration;
import org.springframework.session.config.annotation.web.server.SpringWebSessionConfiguration;
import reactor.core.publisher.Mono;

/**
 * Keeps the sessions of Spring Session in a store, for servlets or for WebFlux. It comes before the stores that Spring
 * Boot itself knows, and steps back where the application has a repository of its own.
 */
@AutoConfiguration(
        after = HoldallAutoConfiguration.class,
        afterName = "org.springframework.boot.webflux.autoconfigure.WebSessionIdResolverAutoConfiguration",
        before = SessionAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisAutoConfiguration",
            "org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration",
            "org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration",
            "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration"
        })
@ConditionalOnClass(Session.class)
@ConditionalOnWebApplication
@ConditionalOnBean(SessionStore.class)
@ConditionalOnBooleanProperty(name = "holdall.session.enabled", matchIfMissing = true)
public final class HoldallSessionAutoConfiguration {

    HoldallSessionAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    SessionRepositoryOptions holdallSessionOptions(
            HoldallSessionProperties properties,
            ObjectProvider<SessionTimeout> timeout,
            ObjectProvider<SessionIdGenerator> ids,
            ObjectProvider<IndexResolver<Session>> indexes,
            ObjectProvider<AttributeSerializer> serializer,
            ObjectProvider<SessionOptionsCustomizer> customizers,
            ApplicationEventPublisher events,
            ResourceLoader resources) {
        SessionRepositoryOptions.Builder options = SessionRepositoryOptions.builder()
                .saveMode(properties.getSaveMode())
                .flushMode(properties.getFlushMode())
                .touchPart(properties.getTouchPart())
                .endedSession(properties.getEndedSession())
                .serializer(serializer.getIfAvailable(() -> defaultSerializer(resources, properties)))
                .eventPublisher(events);
        timeout.ifAvailable(each -> setTimeout(options, each));
        ids.ifAvailable(options::sessionIdGenerator);
        indexes.ifAvailable(options::indexResolver);
        customizers.orderedStream().forEach(customizer -> customizer.customize(options));
        return options.build();
    }

    private static void setTimeout(SessionRepositoryOptions.Builder options, SessionTimeout timeout) {
        Duration configured = timeout.getTimeout();
        if (configured != null) {
            options.defaultMaxInactiveInterval(configured);
        }
    }

    private static AttributeSerializer defaultSerializer(
            ResourceLoader resources, HoldallSessionProperties properties) {
        ClassLoader loader = resources.getClassLoader();
        return new JavaAttributeSerializer(
                loader == null ? ClassLoader.getSystemClassLoader() : loader,
                properties.getAllowedClasses().toArray(new String[0]));
    }

    /** The sessions of an application on servlets, and the filter for them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnMissingBean(SessionRepository.class)
    @Import(SpringHttpSessionConfiguration.class)
    static class ServletSessions {

        @Bean
        HoldallSessionRepository sessionRepository(SessionStore store, SessionRepositoryOptions options) {
            return new HoldallSessionRepository(store, options);
        }
    }

    /** The sessions of an application on WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(Mono.class)
    @ConditionalOnMissingBean(ReactiveSessionRepository.class)
    @Import(SpringWebSessionConfiguration.class)
    static class ReactiveSessions {

        @Bean
        HoldallReactiveSessionRepository sessionRepository(SessionStore store, SessionRepositoryOptions options) {
            return new HoldallReactiveSessionRepository(store, options);
        }
    }
}
