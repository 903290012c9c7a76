package dev.holdall.spring.session;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;

/** Tells the application of the sessions that this process has created and deleted. Thread-safe. */
final class SessionEvents {

    private final SessionContext context;

    /** The repository, which is the source of the events. */
    private final Object source;

    SessionEvents(SessionContext context, Object source) {
        this.context = context;
        this.source = source;
    }

    void created(HoldallSession session) {
        publish(new SessionCreatedEvent(source, session));
    }

    void deleted(HoldallSession session) {
        publish(new SessionDeletedEvent(source, session));
    }

    private void publish(ApplicationEvent event) {
        ApplicationEventPublisher publisher = context.options().eventPublisher();
        if (publisher != null) {
            publisher.publishEvent(event);
        }
    }
}
