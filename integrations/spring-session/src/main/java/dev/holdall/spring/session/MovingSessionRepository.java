package dev.holdall.spring.session;

import dev.holdall.Keys;
import dev.holdall.SessionStore;
import dev.holdall.StoreLock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Two repositories as one, to move from another one, such as Spring Session's own on Redis, without ending sessions.
 * There are two phases, and instances of the application in both of them may run side by side, so each is a rolling
 * deployment:
 *
 * <ol>
 *   <li>{@link #beforeTheMove}: sessions of both repositories are found, and stay where they are. New ones are created
 *       in the other repository.
 *   <li>{@link #moving}: a session that is found in the other repository is moved to Holdall. New ones are created
 *       there.
 * </ol>
 *
 * <p>Once the longest max inactive interval has passed after the second phase began everywhere, all sessions are in
 * Holdall, and {@link HoldallSessionRepository} can take the place of this one. A deletion ends a session in both.
 * Thread-safe if both repositories are.
 */
public final class MovingSessionRepository implements FindByIndexNameSessionRepository<Session> {

    /** How long a request waits for another one that moves the same session, and how long that one may take. */
    static final Duration MOVE = Duration.ofSeconds(5);

    private final HoldallSessionRepository holdall;
    private final Other<?> other;

    /** Locks sessions that are moved; null before the move. */
    private final @Nullable SessionStore locks;

    private MovingSessionRepository(
            HoldallSessionRepository holdall, SessionRepository<?> other, @Nullable SessionStore locks) {
        this.holdall = Objects.requireNonNull(holdall, "holdall");
        this.other = new Other<>(Objects.requireNonNull(other, "other"));
        this.locks = locks;
    }

    /** The other repository, with the type that its sessions have. */
    private record Other<S extends Session>(SessionRepository<S> repository) {

        @SuppressWarnings("unchecked") // It gets the sessions that it has made itself.
        void save(Session session) {
            repository.save((S) session);
        }

        Map<String, ? extends Session> find(String indexName, String indexValue) {
            return repository instanceof FindByIndexNameSessionRepository<S> indexed
                    ? indexed.findByIndexNameAndIndexValue(indexName, indexValue)
                    : Map.of();
        }
    }

    /**
     * Returns a repository for the first phase.
     *
     * @param holdall finds the sessions that instances of the second phase have moved
     * @param other the repository of the application until now
     * @return the repository
     */
    public static MovingSessionRepository beforeTheMove(HoldallSessionRepository holdall, SessionRepository<?> other) {
        return new MovingSessionRepository(holdall, other, null);
    }

    /**
     * Returns a repository for the second phase.
     *
     * @param holdall gets the sessions
     * @param other the repository of the application until now
     * @param locks the store of {@code holdall}. A session is locked while it is moved.
     * @return the repository
     */
    public static MovingSessionRepository moving(
            HoldallSessionRepository holdall, SessionRepository<?> other, SessionStore locks) {
        return new MovingSessionRepository(holdall, other, Objects.requireNonNull(locks, "locks"));
    }

    @Override
    public Session createSession() {
        return locks == null ? other.repository().createSession() : holdall.createSession();
    }

    @Override
    public void save(Session session) {
        if (session instanceof HoldallSession ofHoldall) {
            holdall.save(ofHoldall);
        } else {
            other.save(session);
        }
    }

    @Override
    public @Nullable Session findById(String id) {
        Session moved = holdall.findById(id);
        if (moved != null || !SessionIds.canBe(id)) {
            return moved;
        }
        Session found = other.repository().findById(id);
        if (found == null) {
            // Another request may have moved it since Holdall was asked.
            return holdall.findById(id);
        }
        return locks == null ? found : move(id, locks);
    }

    /**
     * Moves a session, unless another request has done it meanwhile.
     *
     * @throws IllegalStateException if another request takes too long
     */
    private @Nullable Session move(String id, SessionStore store) {
        Optional<StoreLock> lock = store.tryLock(Keys.of("session-move", id), MOVE, MOVE.multipliedBy(2));
        if (lock.isEmpty()) {
            throw takesTooLong();
        }
        StoreLock held = lock.get();
        try {
            Session moved = holdall.findById(id);
            Session original = moved == null ? other.repository().findById(id) : null;
            if (original != null) {
                // Without effect if the session was deleted meanwhile, since that is final.
                holdall.save(holdall.copyOf(original));
                other.repository().deleteById(id);
                moved = holdall.findById(id);
            }
            return moved;
        } finally {
            held.close();
        }
    }

    static IllegalStateException takesTooLong() {
        return new IllegalStateException("another request has been moving this session for " + MOVE.toSeconds()
                + " s; the session stays where it is, and the next request tries again");
    }

    /** Ends a session in both repositories: in Holdall first, since no move has an effect after that. */
    @Override
    public void deleteById(String id) {
        holdall.deleteById(id);
        other.repository().deleteById(id);
    }

    @Override
    public Map<String, Session> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        Map<String, Session> found = new HashMap<>(other.find(indexName, indexValue));
        found.putAll(holdall.findByIndexNameAndIndexValue(indexName, indexValue));
        return found;
    }
}
