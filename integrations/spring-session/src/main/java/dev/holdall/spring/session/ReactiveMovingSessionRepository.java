package dev.holdall.spring.session;

import dev.holdall.AsyncSessionStore;
import dev.holdall.AsyncStoreLock;
import dev.holdall.Keys;
import dev.holdall.SessionStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.session.ReactiveFindByIndexNameSessionRepository;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.session.Session;
import reactor.core.publisher.Mono;

/**
 * Two reactive repositories as one, to move from another one, such as Spring Session's own on Redis, without ending
 * sessions. The phases are those of {@link MovingSessionRepository}. Thread-safe if both repositories are.
 */
public final class ReactiveMovingSessionRepository
        implements ReactiveSessionRepository<Session>, ReactiveFindByIndexNameSessionRepository<Session> {

    private final HoldallReactiveSessionRepository holdall;
    private final Other<?> other;

    /** Locks sessions that are moved; null before the move. */
    private final @Nullable AsyncSessionStore locks;

    private ReactiveMovingSessionRepository(
            HoldallReactiveSessionRepository holdall,
            ReactiveSessionRepository<?> other,
            @Nullable AsyncSessionStore locks) {
        this.holdall = Objects.requireNonNull(holdall, "holdall");
        this.other = new Other<>(Objects.requireNonNull(other, "other"));
        this.locks = locks;
    }

    /** The other repository, with the type that its sessions have. */
    private record Other<S extends Session>(ReactiveSessionRepository<S> repository) {

        Mono<Session> create() {
            return repository.createSession().cast(Session.class);
        }

        @SuppressWarnings("unchecked") // It gets the sessions that it has made itself.
        Mono<Void> save(Session session) {
            return repository.save((S) session);
        }

        Mono<Session> find(String id) {
            return repository.findById(id).cast(Session.class);
        }

        Mono<Map<String, Session>> find(String indexName, String indexValue) {
            return repository instanceof ReactiveFindByIndexNameSessionRepository<?> indexed
                    ? indexed.findByIndexNameAndIndexValue(indexName, indexValue)
                            .map(HashMap::new)
                    : Mono.fromSupplier(HashMap::new);
        }
    }

    /**
     * Returns a repository for the first phase.
     *
     * @param holdall finds the sessions that instances of the second phase have moved
     * @param other the repository of the application until now
     * @return the repository
     */
    public static ReactiveMovingSessionRepository beforeTheMove(
            HoldallReactiveSessionRepository holdall, ReactiveSessionRepository<?> other) {
        return new ReactiveMovingSessionRepository(holdall, other, null);
    }

    /**
     * Returns a repository for the second phase.
     *
     * @param holdall gets the sessions
     * @param other the repository of the application until now
     * @param locks the store of {@code holdall}. A session is locked while it is moved.
     * @return the repository
     */
    public static ReactiveMovingSessionRepository moving(
            HoldallReactiveSessionRepository holdall, ReactiveSessionRepository<?> other, SessionStore locks) {
        return new ReactiveMovingSessionRepository(holdall, other, locks.async());
    }

    @Override
    public Mono<Session> createSession() {
        return locks == null ? other.create() : holdall.createSession().cast(Session.class);
    }

    @Override
    public Mono<Void> save(Session session) {
        return session instanceof HoldallSession ofHoldall ? holdall.save(ofHoldall) : other.save(session);
    }

    @Override
    public Mono<Session> findById(String id) {
        if (!SessionIds.canBe(id)) {
            return Mono.empty();
        }
        return inHoldall(id)
                .switchIfEmpty(Mono.defer(() -> inOther(id)))
                // Another request may have moved it since Holdall was asked.
                .switchIfEmpty(inHoldall(id));
    }

    private Mono<Session> inHoldall(String id) {
        return holdall.findById(id).cast(Session.class);
    }

    private Mono<Session> inOther(String id) {
        AsyncSessionStore store = locks;
        return store == null ? other.find(id) : other.find(id).flatMap(found -> move(id, store));
    }

    /** Moves a session, unless another request has done it meanwhile; fails if that one takes too long. */
    private Mono<Session> move(String id, AsyncSessionStore store) {
        Duration longest = MovingSessionRepository.MOVE;
        return Mono.fromCompletionStage(
                        () -> store.tryLock(Keys.of("session-move", id), longest, longest.multipliedBy(2)))
                .flatMap(lock -> Mono.justOrEmpty(lock))
                .switchIfEmpty(Mono.error(MovingSessionRepository::takesTooLong))
                .flatMap(lock -> Mono.usingWhen(
                        Mono.just(lock), held -> moveLocked(id), ReactiveMovingSessionRepository::release));
    }

    private static Mono<Boolean> release(AsyncStoreLock lock) {
        return Mono.fromCompletionStage(lock::release);
    }

    private Mono<Session> moveLocked(String id) {
        // The copy is without effect if the session was deleted meanwhile, since that is final.
        Mono<Void> copied = other.find(id)
                .flatMap(original -> holdall.save(holdall.copyOf(original))
                        .then(Mono.defer(() -> other.repository().deleteById(id))));
        return inHoldall(id).switchIfEmpty(copied.then(Mono.defer(() -> inHoldall(id))));
    }

    /** Ends a session in both repositories: in Holdall first, since no move has an effect after that. */
    @Override
    public Mono<Void> deleteById(String id) {
        return holdall.deleteById(id).then(Mono.defer(() -> other.repository().deleteById(id)));
    }

    @Override
    public Mono<Map<String, Session>> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        return other.find(indexName, indexValue)
                .flatMap(found -> holdall.findByIndexNameAndIndexValue(indexName, indexValue)
                        .map(moved -> {
                            found.putAll(moved);
                            return found;
                        }));
    }
}
