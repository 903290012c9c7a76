package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.Workload;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;

/**
 * Spring Session with its default setup: repositories on Spring Data's template with Java serialization, over one
 * connection of Lettuce with the same options as that of {@link RawLettuce}.
 *
 * @param <S> the repository's sessions
 */
final class SpringPeer<S extends Session> implements Peer {

    private static final String ATTRIBUTE = "bytes";

    private final LettuceConnectionFactory connections;
    private final SessionRepository<S> repository;

    private SpringPeer(LettuceConnectionFactory connections, SessionRepository<S> repository) {
        this.connections = connections;
        this.repository = repository;
    }

    /** Connects the repository that Spring Session uses by default. */
    static Peer plain(String uri) {
        LettuceConnectionFactory connections = connect(uri);
        return of(connections, plain(connections));
    }

    /** Connects the repository that can also find the sessions of a user. No listener is registered for its events. */
    static Peer indexed(String uri) {
        LettuceConnectionFactory connections = connect(uri);
        return of(connections, indexed(connections));
    }

    static SessionRepository<?> plain(LettuceConnectionFactory connections) {
        RedisSessionRepository repository = new RedisSessionRepository(template(connections));
        repository.setDefaultMaxInactiveInterval(Workload.TTL);
        repository.setSessionIdGenerator(ChosenIds::next);
        return repository;
    }

    static SessionRepository<?> indexed(LettuceConnectionFactory connections) {
        RedisIndexedSessionRepository repository = new RedisIndexedSessionRepository(template(connections));
        repository.setDefaultMaxInactiveInterval(Workload.TTL);
        repository.setSessionIdGenerator(ChosenIds::next);
        return repository;
    }

    private static <S extends Session> Peer of(LettuceConnectionFactory connections, SessionRepository<S> repository) {
        return new SpringPeer<>(connections, repository);
    }

    static LettuceConnectionFactory connect(String uri) {
        URI server = URI.create(uri);
        LettuceConnectionFactory connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(server.getHost(), server.getPort()),
                LettuceClientConfiguration.builder()
                        .clientOptions(RawLettuce.options())
                        .commandTimeout(RawLettuce.TIMEOUT)
                        .build());
        connections.afterPropertiesSet();
        connections.start();
        return connections;
    }

    private static RedisTemplate<String, Object> template(LettuceConnectionFactory connections) {
        RedisTemplate<String, Object> template = new RedisTemplate<>();
        template.setKeySerializer(RedisSerializer.string());
        template.setHashKeySerializer(RedisSerializer.string());
        template.setConnectionFactory(connections);
        template.afterPropertiesSet();
        return template;
    }

    @Override
    public void save(String id) {
        S session = ChosenIds.create(repository, id);
        session.setAttribute(ATTRIBUTE, Workload.newValue());
        repository.save(session);
    }

    @Override
    public void find(String id) {
        found(id);
    }

    @Override
    public void touch(String id) {
        touch(found(id));
    }

    @Override
    public void visit(String id) {
        save(id);
        touch(found(id));
    }

    private S found(String id) {
        S session = Objects.requireNonNull(repository.findById(id), "no session");
        Peer.check(session.getAttribute(ATTRIBUTE) != null);
        return session;
    }

    private void touch(S session) {
        session.setLastAccessedTime(Instant.now());
        repository.save(session);
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
