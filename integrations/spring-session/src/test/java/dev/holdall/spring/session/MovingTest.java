package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** The move from another repository, with instances of the application in both phases. */
class MovingTest {

    private final SessionStore store = MemoryStores.open();
    private final HoldallSessionRepository holdall =
            new HoldallSessionRepository(store, Stores.options().build());
    private final MapSessionRepository other = new MapSessionRepository(new ConcurrentHashMap<>());
    private final MovingSessionRepository before = MovingSessionRepository.beforeTheMove(holdall, other);
    private final MovingSessionRepository moving = MovingSessionRepository.moving(holdall, other, store);

    @AfterEach
    void close() {
        store.close();
    }

    private Session oldSession() {
        MapSession session = other.createSession();
        session.setAttribute("user", "alice");
        session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "alice");
        session.setMaxInactiveInterval(Duration.ofHours(7));
        other.save(session);
        return session;
    }

    @Test
    void beforeTheMove_sessionsStayWhereTheyAre() {
        Session created = before.createSession();
        created.setAttribute("user", "alice");
        before.save(created);
        assertThat(holdall.findById(created.getId())).isNull();
        Session found = Objects.requireNonNull(before.findById(created.getId()));
        found.setAttribute("user", "bob");
        before.save(found);
        assertThat(Objects.requireNonNull(other.findById(created.getId())).<String>getAttribute("user"))
                .isEqualTo("bob");
    }

    @Test
    void sessionThatIsFound_isMoved_withAllThatItHas() {
        Session old = oldSession();
        Session found = Objects.requireNonNull(moving.findById(old.getId()));
        assertThat(found.getId()).isEqualTo(old.getId());
        assertThat(found.<String>getAttribute("user")).isEqualTo("alice");
        assertThat(found.getMaxInactiveInterval()).isEqualTo(old.getMaxInactiveInterval());
        assertThat(found.getCreationTime().toEpochMilli())
                .isEqualTo(old.getCreationTime().toEpochMilli());
        assertThat(other.findById(old.getId())).isNull();
        assertThat(moving.findByPrincipalName("alice")).containsOnlyKeys(old.getId());
        found.setAttribute("user", "bob");
        moving.save(found);
        Session inTheFirstPhase = Objects.requireNonNull(before.findById(old.getId()));
        assertThat(inTheFirstPhase.<String>getAttribute("user")).isEqualTo("bob");
        inTheFirstPhase.setAttribute("user", "carol");
        before.save(inTheFirstPhase);
        assertThat(Objects.requireNonNull(moving.findById(old.getId())).<String>getAttribute("user"))
                .isEqualTo("carol");
    }

    @Test
    void newSessions_areCreatedInHoldall_inTheSecondPhase() {
        Session created = moving.createSession();
        moving.save(created);
        assertThat(holdall.findById(created.getId())).isNotNull();
        assertThat(before.findById(created.getId())).isNotNull();
        assertThat(moving.findById("never there")).isNull();
        assertThat(moving.findById("line\nbreak")).isNull();
    }

    @Test
    void deletedSession_isGoneFromBoth_andDoesNotComeBackByAMove() {
        Session old = oldSession();
        before.deleteById(old.getId());
        other.save(new MapSession(old));
        assertThat(moving.findById(old.getId())).isNull();
    }

    @Test
    void sessionThatIsMoved_whileARequestLooksForIt_isFound() {
        Session old = oldSession();
        // The request has asked Holdall already when another one moves the session.
        SessionRepository<MapSession> moved = new MapSessionRepository(new ConcurrentHashMap<>()) {
            @Override
            public @Nullable MapSession findById(String id) {
                moving.findById(id);
                return other.findById(id);
            }
        };
        assertThat(MovingSessionRepository.beforeTheMove(holdall, moved).findById(old.getId()))
                .isNotNull();
        old = oldSession();
        assertThat(MovingSessionRepository.moving(holdall, moved, store).findById(old.getId()))
                .isNotNull();
    }

    @Test
    void requestsThatMoveASessionAtOnce_allKeepTheirChange() throws Exception {
        ExecutorService requests = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                String id = oldSession().getId();
                CyclicBarrier start = new CyclicBarrier(4);
                List<Future<?>> answers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    String name = "attribute-" + i;
                    answers.add(requests.submit(() -> {
                        start.await();
                        Session session = Objects.requireNonNull(moving.findById(id));
                        session.setAttribute(name, name);
                        moving.save(session);
                        return name;
                    }));
                }
                for (Future<?> answer : answers) {
                    answer.get();
                }
                assertThat(Objects.requireNonNull(moving.findById(id)).getAttributeNames())
                        .contains("attribute-0", "attribute-1", "attribute-2", "attribute-3");
            }
        } finally {
            requests.shutdownNow();
        }
    }
}
