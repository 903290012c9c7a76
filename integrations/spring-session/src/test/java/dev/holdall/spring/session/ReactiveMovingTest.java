package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.session.MapSession;
import org.springframework.session.ReactiveMapSessionRepository;
import org.springframework.session.Session;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The move from another reactive repository, with instances of the application in both phases. */
class ReactiveMovingTest {

    private final SessionStore store = MemoryStores.open();
    private final HoldallReactiveSessionRepository holdall =
            new HoldallReactiveSessionRepository(store, Stores.options().build());
    private final ReactiveMapSessionRepository other = new ReactiveMapSessionRepository(new ConcurrentHashMap<>());
    private final ReactiveMovingSessionRepository before =
            ReactiveMovingSessionRepository.beforeTheMove(holdall, other);
    private final ReactiveMovingSessionRepository moving =
            ReactiveMovingSessionRepository.moving(holdall, other, store);

    @AfterEach
    void close() {
        store.close();
    }

    private Session oldSession() {
        MapSession session = there(other.createSession());
        session.setAttribute("user", "alice");
        session.setMaxInactiveInterval(Duration.ofHours(7));
        other.save(session).block();
        return session;
    }

    private static <T> T there(Mono<T> one) {
        return Objects.requireNonNull(one.block());
    }

    private static @Nullable Session in(Mono<? extends Session> found) {
        return found.block();
    }

    @Test
    void beforeTheMove_sessionsStayWhereTheyAre() {
        Session created = there(before.createSession());
        before.save(created).block();
        assertThat(in(holdall.findById(created.getId()))).isNull();
        Session found = there(before.findById(created.getId()));
        found.setAttribute("user", "bob");
        before.save(found).block();
        assertThat(there(other.findById(created.getId())).<String>getAttribute("user"))
                .isEqualTo("bob");
    }

    @Test
    void sessionThatIsFound_isMoved_withAllThatItHas() {
        Session old = oldSession();
        Session found = there(moving.findById(old.getId()));
        assertThat(found.getId()).isEqualTo(old.getId());
        assertThat(found.<String>getAttribute("user")).isEqualTo("alice");
        assertThat(found.getMaxInactiveInterval()).isEqualTo(old.getMaxInactiveInterval());
        assertThat(in(other.findById(old.getId()))).isNull();
        found.setAttribute("user", "bob");
        moving.save(found).block();
        assertThat(there(before.findById(old.getId())).<String>getAttribute("user"))
                .isEqualTo("bob");
    }

    @Test
    void newSessions_areCreatedInHoldall_inTheSecondPhase() {
        Session created = there(moving.createSession());
        created.setAttribute(HoldallReactiveSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "alice");
        moving.save(created).block();
        assertThat(in(holdall.findById(created.getId()))).isNotNull();
        assertThat(in(before.findById(created.getId()))).isNotNull();
        assertThat(there(moving.findByPrincipalName("alice"))).containsOnlyKeys(created.getId());
        assertThat(in(moving.findById("never there"))).isNull();
        assertThat(in(moving.findById("line\nbreak"))).isNull();
    }

    @Test
    void deletedSession_isGoneFromBoth_andDoesNotComeBackByAMove() {
        Session old = oldSession();
        before.deleteById(old.getId()).block();
        other.save(new MapSession(old)).block();
        assertThat(in(moving.findById(old.getId()))).isNull();
    }

    @Test
    void sessionThatIsMoved_whileARequestLooksForIt_isFound() {
        Session old = oldSession();
        // The request has asked Holdall already when another one moves the session.
        ReactiveMapSessionRepository moved = new ReactiveMapSessionRepository(new ConcurrentHashMap<>()) {
            @Override
            public Mono<MapSession> findById(String id) {
                return moving.findById(id).then(other.findById(id));
            }
        };
        assertThat(in(ReactiveMovingSessionRepository.beforeTheMove(holdall, moved)
                        .findById(old.getId())))
                .isNotNull();
        old = oldSession();
        assertThat(in(ReactiveMovingSessionRepository.moving(holdall, moved, store)
                        .findById(old.getId())))
                .isNotNull();
    }

    @Test
    void requestsThatMoveASessionAtOnce_allKeepTheirChange() {
        List<String> names = List.of("one", "two", "three", "four");
        for (int round = 0; round < 20; round++) {
            String id = oldSession().getId();
            Flux.fromIterable(names)
                    .flatMap(name -> moving.findById(id)
                            .subscribeOn(Schedulers.parallel())
                            .doOnNext(session -> session.setAttribute(name, name))
                            .flatMap(moving::save))
                    .blockLast();
            assertThat(there(moving.findById(id)).getAttributeNames()).containsAll(names);
        }
    }
}
