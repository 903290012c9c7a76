package dev.holdall.spring.session;

import dev.holdall.SessionStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.FlushMode;
import org.springframework.session.Session;

/**
 * The sessions of Spring Session in a store of Holdall, for applications on servlets. A session is a map of the store,
 * and each attribute is a field of it.
 *
 * <ul>
 *   <li>A save sends what has changed. Of requests that change different attributes each keeps its change.
 *   <li>A save doesn't bring back a session that was deleted. {@link #deleteById} is final, in all data centres.
 *   <li>A session that gets another id is valid under one of the two at most.
 *   <li>No keyspace notifications, no background tasks. Sessions that end by their TTL cause no event.
 * </ul>
 *
 * <p>What fails in the store fails here with the same {@link dev.holdall.SessionStoreException}. This class is
 * thread-safe, and doesn't close the store. Each method blocks until the store has answered.
 */
public final class HoldallSessionRepository implements FindByIndexNameSessionRepository<HoldallSession> {

    private final RepositoryParts parts;

    /**
     * Makes a repository with the default options.
     *
     * @param store keeps the sessions; it has to keep maps and groups
     * @throws IllegalArgumentException if it keeps none
     */
    public HoldallSessionRepository(SessionStore store) {
        this(store, SessionRepositoryOptions.builder().build());
    }

    /**
     * Makes a repository.
     *
     * @param store keeps the sessions; it has to keep maps and groups
     * @param options the options
     * @throws IllegalArgumentException if the store keeps no maps
     */
    public HoldallSessionRepository(SessionStore store, SessionRepositoryOptions options) {
        SessionContext context =
                SessionContext.of(options, options.flushMode() == FlushMode.IMMEDIATE ? this::flush : session -> {});
        this.parts = RepositoryParts.of(store, context, true, this);
    }

    private void flush(HoldallSession session) {
        Stages.result(parts.saves().flush(session));
    }

    /** Makes a session. It is in the store once it is saved, or at once if the flush mode says so. */
    @Override
    public HoldallSession createSession() {
        SessionContext context = parts.context();
        HoldallSession session = new HoldallSession(
                context, context.options().sessionIdGenerator().generate());
        context.flushing().flush(session);
        return session;
    }

    /**
     * Makes a session with the id, the times and the attributes of one that another repository has, to move it into
     * this store. It is in the store once it is saved. Nothing prevents two processes from doing that at once: see
     * {@link MovingSessionRepository}.
     *
     * @param original a session of any repository
     * @return a session of this repository, which has not been saved
     */
    public HoldallSession copyOf(Session original) {
        return new HoldallSession(parts.context(), original);
    }

    /**
     * Saves what has changed in a session since it was read or saved.
     *
     * @param session a session of this repository
     * @throws IllegalStateException if the session has ended, unless {@link EndedSession#IGNORE} is set
     * @throws dev.holdall.SessionStoreException if the store fails. The save can be repeated.
     */
    @Override
    public void save(HoldallSession session) {
        Stages.result(parts.saves().save(session));
    }

    @Override
    public @Nullable HoldallSession findById(String id) {
        return Stages.result(parts.reads().find(id)).orElse(null);
    }

    /**
     * Ends a session for good, whether or not this data centre has it. No save brings it back, until the store's
     * revocation horizon has passed. If the session has got another id within the last minute, it ends under that one.
     */
    @Override
    public void deleteById(String id) {
        Stages.result(parts.endings().end(id));
    }

    /** Returns the sessions that are there now, and whose index has this value, by their ids. */
    @Override
    public Map<String, HoldallSession> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        return Stages.result(parts.reads().find(indexName, indexValue));
    }
}
