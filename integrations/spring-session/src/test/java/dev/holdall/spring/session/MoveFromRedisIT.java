package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.redis.RedisServer;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.ReactiveRedisSessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;
import reactor.core.publisher.Mono;

/** The move from Spring Session's own repositories, on the same Redis. */
@Tag("deep")
class MoveFromRedisIT {

    private static final String PRINCIPAL = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    private static RedisServer redis;
    private static LettuceConnectionFactory connections;
    private static SessionStore store;
    private static HoldallSessionRepository holdall;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        URI uri = URI.create(redis.uri());
        connections = new LettuceConnectionFactory(new RedisStandaloneConfiguration(uri.getHost(), uri.getPort()));
        connections.afterPropertiesSet();
        connections.start();
        store = SessionStores.open(
                "sessions",
                ConfigFactory.parseString(
                        "holdall.stores.sessions { backend = redis, redis.uri = \"" + redis.uri() + "\" }"));
        holdall = new HoldallSessionRepository(store, Stores.options().build());
    }

    @AfterAll
    static void stop() {
        store.close();
        connections.destroy();
        redis.close();
    }

    private static RedisTemplate<String, Object> template() {
        RedisTemplate<String, Object> template = new RedisTemplate<>();
        template.setKeySerializer(RedisSerializer.string());
        template.setHashKeySerializer(RedisSerializer.string());
        template.setConnectionFactory(connections);
        template.afterPropertiesSet();
        return template;
    }

    private static <S extends Session> void moves(SessionRepository<S> spring) {
        S old = spring.createSession();
        old.setAttribute("cart", new Cart().add("book"));
        old.setAttribute(PRINCIPAL, "alice");
        spring.save(old);
        MovingSessionRepository before = MovingSessionRepository.beforeTheMove(holdall, spring);
        MovingSessionRepository moving = MovingSessionRepository.moving(holdall, spring, store);

        Session unmoved = Objects.requireNonNull(before.findById(old.getId()));
        unmoved.setAttribute("theme", "dark");
        before.save(unmoved);
        assertThat(holdall.findById(old.getId())).isNull();

        Session moved = Objects.requireNonNull(moving.findById(old.getId()));
        assertThat(moved.getAttributeNames()).containsExactlyInAnyOrder("cart", "theme", PRINCIPAL);
        assertThat(Objects.requireNonNull(moved.<Cart>getAttribute("cart")).items())
                .containsExactly("book");
        assertThat(spring.findById(old.getId())).isNull();
        assertThat(moving.findByPrincipalName("alice")).containsOnlyKeys(old.getId());
        assertThat(before.findById(old.getId())).isNotNull();
        before.deleteById(old.getId());
        assertThat(moving.findById(old.getId())).isNull();
    }

    @Test
    void sessionsOfThePlainRepository_areMoved() {
        moves(new RedisSessionRepository(template()));
    }

    @Test
    void sessionsOfTheIndexedRepository_areMoved() {
        moves(new RedisIndexedSessionRepository(template()));
    }

    @Test
    void sessionsOfTheReactiveRepository_areMoved() {
        RedisSerializationContext<String, Object> serializers =
                RedisSerializationContext.<String, Object>newSerializationContext(RedisSerializer.java())
                        .key(RedisSerializer.string())
                        .hashKey(RedisSerializer.string())
                        .build();
        movesReactively(new ReactiveRedisSessionRepository(new ReactiveRedisTemplate<>(connections, serializers)));
    }

    private static <S extends Session> void movesReactively(ReactiveSessionRepository<S> spring) {
        S old = there(spring.createSession());
        old.setAttribute("cart", new Cart().add("book"));
        old.setAttribute(PRINCIPAL, "bob");
        spring.save(old).block();
        HoldallReactiveSessionRepository reactive =
                new HoldallReactiveSessionRepository(store, Stores.options().build());
        ReactiveMovingSessionRepository before = ReactiveMovingSessionRepository.beforeTheMove(reactive, spring);
        ReactiveMovingSessionRepository moving = ReactiveMovingSessionRepository.moving(reactive, spring, store);

        Session unmoved = there(before.findById(old.getId()));
        unmoved.setAttribute("theme", "dark");
        before.save(unmoved).block();
        assertThat(reactive.findById(old.getId()).blockOptional()).isEmpty();

        Session moved = there(moving.findById(old.getId()));
        assertThat(moved.getAttributeNames()).containsExactlyInAnyOrder("cart", "theme", PRINCIPAL);
        assertThat(Objects.requireNonNull(moved.<Cart>getAttribute("cart")).items())
                .containsExactly("book");
        assertThat(spring.findById(old.getId()).blockOptional()).isEmpty();
        assertThat(there(moving.findByPrincipalName("bob"))).containsOnlyKeys(old.getId());
        before.deleteById(old.getId()).block();
        assertThat(moving.findById(old.getId()).blockOptional()).isEmpty();
    }

    private static <T> T there(Mono<T> one) {
        return Objects.requireNonNull(one.block());
    }
}
