package dev.holdall.spring.session;

import dev.holdall.SessionStore;
import java.util.Map;
import org.springframework.session.FlushMode;
import org.springframework.session.ReactiveFindByIndexNameSessionRepository;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.session.Session;
import reactor.core.publisher.Mono;

/**
 * The sessions of Spring Session in a store of Holdall, for reactive applications. It does what
 * {@link HoldallSessionRepository} does, over the asynchronous face of the store, and shares sessions with it. A call
 * begins when it is subscribed to; its end is signalled on the thread on which the store's answer arrives. Cancelling
 * doesn't undo what was sent. Thread-safe.
 */
public final class HoldallReactiveSessionRepository
        implements ReactiveSessionRepository<HoldallSession>, ReactiveFindByIndexNameSessionRepository<HoldallSession> {

    private final RepositoryParts parts;

    /**
     * Makes a repository with the default options.
     *
     * @param store keeps the sessions; it has to keep maps and groups
     * @throws IllegalArgumentException if it keeps none
     */
    public HoldallReactiveSessionRepository(SessionStore store) {
        this(store, SessionRepositoryOptions.builder().build());
    }

    /**
     * Makes a repository.
     *
     * @param store keeps the sessions; it has to keep maps and groups
     * @param options the options; a setter of a session can't wait for the store, so the flush mode is
     *     {@link FlushMode#ON_SAVE}
     * @throws IllegalArgumentException if the store keeps no maps, or if the flush mode is another one
     */
    public HoldallReactiveSessionRepository(SessionStore store, SessionRepositoryOptions options) {
        if (options.flushMode() != FlushMode.ON_SAVE) {
            throw new IllegalArgumentException("reactive sessions are sent when they are saved: set the flush mode"
                    + " ON_SAVE, or use the repository for servlets");
        }
        this.parts = RepositoryParts.of(store, SessionContext.of(options, session -> {}), false, this);
    }

    @Override
    public Mono<HoldallSession> createSession() {
        SessionContext context = parts.context();
        return Mono.fromSupplier(() -> new HoldallSession(
                context, context.options().sessionIdGenerator().generate()));
    }

    /** Makes a session that has what one of another repository has, as {@link HoldallSessionRepository#copyOf} does. */
    HoldallSession copyOf(Session original) {
        return new HoldallSession(parts.context(), original);
    }

    @Override
    public Mono<Void> save(HoldallSession session) {
        return Mono.defer(() -> Mono.fromCompletionStage(parts.saves().save(session)))
                .then();
    }

    @Override
    public Mono<HoldallSession> findById(String id) {
        return Mono.defer(() -> Mono.fromCompletionStage(parts.reads().find(id)))
                .flatMap(Mono::justOrEmpty);
    }

    @Override
    public Mono<Void> deleteById(String id) {
        return Mono.defer(() -> Mono.fromCompletionStage(parts.endings().end(id)))
                .then();
    }

    @Override
    public Mono<Map<String, HoldallSession>> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        return Mono.defer(() -> Mono.fromCompletionStage(parts.reads().find(indexName, indexValue)));
    }
}
