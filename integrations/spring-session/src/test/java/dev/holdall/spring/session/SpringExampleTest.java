package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.config.annotation.web.server.EnableSpringWebSession;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.server.session.WebSessionManager;

/** Runs the code that {@code docs/spring.md} shows, and checks that the document shows it. */
class SpringExampleTest {

    private static final Pattern SHOWN = Pattern.compile("<!-- source: (.*) -->\n```\\w+\n((?s).*?)```");

    @Configuration
    @EnableSpringHttpSession
    static class SessionConfiguration {

        @Bean(destroyMethod = "close")
        SessionStore sessionStore() {
            return SessionStores.open("sessions");
        }

        @Bean
        HoldallSessionRepository sessionRepository(SessionStore store, ApplicationEventPublisher events) {
            ClassLoader loader = getClass().getClassLoader();
            return new HoldallSessionRepository(
                    store,
                    SessionRepositoryOptions.builder()
                            .defaultMaxInactiveInterval(Duration.ofMinutes(30))
                            .serializer(new JavaAttributeSerializer(loader, "com.example.shop.**"))
                            .eventPublisher(events)
                            .build());
        }
    }

    @Configuration
    @EnableSpringWebSession
    static class WebSessionConfiguration {

        @Bean(destroyMethod = "close")
        SessionStore sessionStore() {
            return SessionStores.open("sessions");
        }

        @Bean
        HoldallReactiveSessionRepository sessionRepository(SessionStore store) {
            return new HoldallReactiveSessionRepository(store);
        }
    }

    @Configuration
    @EnableSpringHttpSession
    static class MovingConfiguration {

        @Bean(destroyMethod = "close")
        SessionStore sessionStore() {
            return SessionStores.open("sessions");
        }

        @Bean
        MovingSessionRepository sessionRepository(SessionStore store) {
            HoldallSessionRepository holdall = new HoldallSessionRepository(store);
            SessionRepository<?> redis = redisRepository();
            // In the first deployment: MovingSessionRepository.beforeTheMove(holdall, redis)
            return MovingSessionRepository.moving(holdall, redis, store);
        }

        private SessionRepository<?> redisRepository() {
            return new MapSessionRepository(new ConcurrentHashMap<>());
        }
    }

    @Test
    void servletApplication_hasTheFilter() {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(SessionConfiguration.class)) {
            assertThat(context.getBean(SessionRepositoryFilter.class)).isNotNull();
            HoldallSessionRepository repository = context.getBean(HoldallSessionRepository.class);
            HoldallSession session = repository.createSession();
            repository.save(session);
            assertThat(repository.findById(session.getId())).isNotNull();
        }
    }

    @Test
    void reactiveApplication_hasTheManager() {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(WebSessionConfiguration.class)) {
            assertThat(context.getBean(WebSessionManager.class)).isNotNull();
        }
    }

    @Test
    void applicationThatMoves_hasTheFilter() {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(MovingConfiguration.class)) {
            assertThat(context.getBean(SessionRepositoryFilter.class)).isNotNull();
        }
    }

    @Test
    void document_showsWhatIsInTheSources() throws IOException {
        Path root = Path.of("..", "..");
        Matcher shown = SHOWN.matcher(Files.readString(root.resolve("docs/spring.md")));
        int count = 0;
        for (; shown.find(); count++) {
            assertThat(Files.readString(root.resolve(shown.group(1)))).contains(shown.group(2));
        }
        assertThat(count).isEqualTo(3);
    }
}
