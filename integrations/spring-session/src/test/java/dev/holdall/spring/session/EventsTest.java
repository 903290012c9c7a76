package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.session.Session;
import org.springframework.session.events.AbstractSessionEvent;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;

/** Which events a process publishes. */
class EventsTest {

    private final SessionStore store = MemoryStores.open();
    private final List<AbstractSessionEvent> events = new ArrayList<>();
    private final SessionRepositoryOptions options = Stores.options()
            .eventPublisher(event -> events.add((AbstractSessionEvent) event))
            .build();
    private final HoldallSessionRepository repository = new HoldallSessionRepository(store, options);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void session_isCreatedOnce_andDeletedOnce() {
        HoldallSession session = repository.createSession();
        session.setAttribute("user", "alice");
        assertThat(events).isEmpty();
        repository.save(session);
        repository.save(session);
        session.changeSessionId();
        repository.save(session);
        assertThat(events).singleElement().isInstanceOf(SessionCreatedEvent.class);
        assertThat(events.get(0).<Session>getSession()).isSameAs(session);
        assertThat(events.get(0).getSource()).isSameAs(repository);
        events.clear();
        repository.deleteById(session.getId());
        repository.deleteById(session.getId());
        assertThat(events).singleElement().isInstanceOf(SessionDeletedEvent.class);
        assertThat(events.get(0).getSessionId()).isEqualTo(session.getId());
        Session deleted = events.get(0).getSession();
        assertThat(deleted.<String>getAttribute("user")).isEqualTo("alice");
    }

    @Test
    void reactiveRepository_publishesToo() {
        HoldallReactiveSessionRepository reactive = new HoldallReactiveSessionRepository(store, options);
        String id = reactive.createSession()
                .flatMap(session -> reactive.save(session).thenReturn(session.getId()))
                .blockOptional()
                .orElseThrow();
        assertThat(events).singleElement().isInstanceOf(SessionCreatedEvent.class);
        reactive.deleteById(id).block();
        assertThat(events).last().isInstanceOf(SessionDeletedEvent.class);
    }
}
