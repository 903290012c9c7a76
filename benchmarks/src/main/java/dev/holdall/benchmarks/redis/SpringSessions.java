package dev.holdall.benchmarks.redis;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.spring.session.HoldallSessionRepository;
import dev.holdall.spring.session.SessionRepositoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * A repository of Spring Session, used as Spring's filter uses it, with sessions of ten attributes of 100 bytes. All
 * repositories write the attributes by Java serialization.
 *
 * @param <S> the repository's sessions
 */
final class SpringSessions<S extends Session> implements AutoCloseable {

    private static final int ATTRIBUTES = 10;

    /** How long the sessions live that are saved in a measurement, so that they don't fill the server. */
    private static final Duration BRIEFLY = Duration.ofSeconds(30);

    private static final byte[] VALUE = Arrays.copyOf(Workload.newValue(), 100);

    private final SessionRepository<S> repository;
    private final boolean hasUsers;
    private final Runnable connection;

    /** How many sessions {@link #saveAnother} has saved. */
    private final AtomicLong saved = new AtomicLong();

    private SpringSessions(SessionRepository<S> repository, boolean hasUsers, Runnable connection) {
        this.repository = repository;
        this.hasUsers = hasUsers;
        this.connection = connection;
    }

    /** Connects Spring's repository that can't find the sessions of a user. */
    static SpringSessions<?> plain(String uri) {
        LettuceConnectionFactory connections = SpringPeer.connect(uri);
        return new SpringSessions<>(SpringPeer.plain(connections), false, connections::destroy);
    }

    /** Connects Spring's repository that can. */
    static SpringSessions<?> indexed(String uri) {
        LettuceConnectionFactory connections = SpringPeer.connect(uri);
        return new SpringSessions<>(SpringPeer.indexed(connections), true, connections::destroy);
    }

    /**
     * Connects this library's repository.
     *
     * @param hasUsers whether each session has a user, by whom it could be found
     * @param touchPart after which part of its interval a touch is written; 0 for each time
     */
    static SpringSessions<?> holdall(String uri, boolean hasUsers, double touchPart) {
        SessionStore store = Stores.open(uri);
        SessionRepositoryOptions options = SessionRepositoryOptions.builder()
                .defaultMaxInactiveInterval(Workload.TTL)
                .sessionIdGenerator(ChosenIds::next)
                .touchPart(touchPart)
                .build();
        return new SpringSessions<>(new HoldallSessionRepository(store, options), hasUsers, store::close);
    }

    /** Saves a session that no other call of this method has saved, and which ends after half a minute. */
    void saveAnother(String id) {
        S session = create(id + ':' + saved.getAndIncrement());
        session.setMaxInactiveInterval(BRIEFLY);
        repository.save(session);
    }

    /** Saves a new session. */
    void save(String id) {
        repository.save(create(id));
    }

    private S create(String id) {
        S session = ChosenIds.create(repository, id);
        for (int i = 0; i < ATTRIBUTES; i++) {
            session.setAttribute("attribute" + i, VALUE);
        }
        if (hasUsers) {
            session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, id);
        }
        return session;
    }

    /** Finds a session, and reads its attributes. */
    void find(String id) {
        S session = found(id);
        for (int i = 0; i < ATTRIBUTES; i++) {
            Peer.check(session.getAttribute("attribute" + i) != null);
        }
    }

    /** Makes the calls of a request that changes nothing. */
    void touch(String id) {
        S session = found(id);
        session.setLastAccessedTime(Instant.now());
        repository.save(session);
    }

    /** Makes the calls of a request that changes one attribute. */
    void change(String id) {
        S session = found(id);
        session.setLastAccessedTime(Instant.now());
        session.setAttribute("attribute0", VALUE.clone());
        repository.save(session);
    }

    private S found(String id) {
        return Objects.requireNonNull(repository.findById(id), "no session");
    }

    @Override
    public void close() {
        connection.run();
    }
}
