package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdall.Operation;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.session.FindByIndexNameSessionRepository;

/** How long sessions live, and what a save sends, with a clock that stands still. */
class TouchTest {

    private static final Duration INTERVAL = Duration.ofMinutes(30);
    private static final Duration PART = Duration.ofMinutes(3);
    private static final Duration INSTANT = Duration.ofMillis(1);

    private final List<Operation> calls = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SessionStore store = SessionStores.builder("sessions")
            .backend("memory")
            .clock(() -> now)
            .observer(call -> {
                calls.add(call.operation());
                return end -> {};
            })
            .open();
    private final HoldallSessionRepository repository = repository(EndedSession.FAIL, 0.1);

    private HoldallSessionRepository repository(EndedSession ended, double part) {
        return new HoldallSessionRepository(
                store,
                Stores.options()
                        .endedSession(ended)
                        .touchPart(part)
                        .clock(new ClockOfTheTest())
                        .build());
    }

    private final class ClockOfTheTest extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String newSession() {
        return Stores.saved(repository).getId();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        calls.clear();
    }

    /** Does what a request does that only reads the session; fails if there is none. */
    private void request(HoldallSessionRepository repository, String id) {
        HoldallSession session = Stores.found(repository, id);
        assertThat(session.isExpired()).isFalse();
        session.setLastAccessedTime(now);
        repository.save(session);
    }

    @Test
    void sessionThatIsNotUsed_isThereForItsInterval_andForAPartMoreAtMost() {
        String id = newSession();
        pass(INTERVAL.plus(PART).minus(INSTANT));
        assertThat(Stores.found(repository, id).isExpired()).isFalse();
        pass(INSTANT);
        assertThat(repository.findById(id)).isNull();
    }

    @Test
    void sessionThatIsUsed_neverEndsBeforeItsInterval_wheneverItWasUsed() {
        String id = newSession();
        for (int minutes : new int[] {1, 2, 3, 1, 30, 29, 3, 3, 2, 2, 30, 30}) {
            pass(Duration.ofMinutes(minutes));
            request(repository, id);
            Instant used = now;
            now = used.plus(INTERVAL).minus(INSTANT);
            assertThat(Stores.found(repository, id).isExpired()).isFalse();
            now = used;
        }
        pass(INTERVAL.plus(PART));
        assertThat(repository.findById(id)).isNull();
    }

    @Test
    void access_isWritten_onlyAfterAPartOfTheInterval() {
        String id = newSession();
        pass(PART);
        request(repository, id);
        assertThat(calls).containsExactly(Operation.GET_MAP, Operation.GET_MAP);
        pass(INSTANT);
        request(repository, id);
        assertThat(calls).containsExactly(Operation.GET_MAP, Operation.CHANGE_MAP_TTL, Operation.CHANGE_MAP);
        pass(PART);
        request(repository, id);
        assertThat(calls).containsExactly(Operation.GET_MAP, Operation.GET_MAP);
    }

    @Test
    void part_canBeZero() {
        HoldallSessionRepository exact = repository(EndedSession.IGNORE, 0);
        String id = Stores.saved(exact).getId();
        for (int i = 0; i < 3; i++) {
            pass(INSTANT);
            request(exact, id);
            assertThat(calls).contains(Operation.CHANGE_MAP_TTL);
        }
        pass(INTERVAL);
        assertThat(exact.findById(id)).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionRepositoryOptions.builder().touchPart(-0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionRepositoryOptions.builder().touchPart(Double.NaN));
    }

    @Test
    void requestThatChangesNothing_sendsNothing_whereTheEndOfASessionIsIgnored() {
        HoldallSessionRepository ignoring = repository(EndedSession.IGNORE, 0.1);
        String id = newSession();
        pass(PART);
        request(ignoring, id);
        assertThat(calls).containsExactly(Operation.GET_MAP);
    }

    @Test
    void change_isOneRequest_withTheAccess() {
        String id = newSession();
        pass(PART);
        HoldallSessionRepository ignoring = repository(EndedSession.IGNORE, 0.1);
        HoldallSession session = Stores.found(ignoring, id);
        session.setLastAccessedTime(now);
        session.setAttribute("user", "bob");
        ignoring.save(session);
        ignoring.save(session);
        assertThat(calls).containsExactly(Operation.GET_MAP, Operation.CHANGE_MAP);
        assertThat(Stores.found(repository, id).getLastAccessedTime()).isEqualTo(now);
    }

    @Test
    void changeOfTheId_andDeletion_sendWhatTheDocumentSays() {
        String id = newSession();
        calls.clear();
        HoldallSession session = Stores.found(repository, id);
        session.changeSessionId();
        repository.save(session);
        assertThat(calls)
                .containsExactly(
                        Operation.GET_MAP,
                        Operation.ADD,
                        Operation.GET_MAP,
                        Operation.REVOKE_MAP,
                        Operation.CREATE_MAP);
        calls.clear();
        repository.deleteById(session.getId());
        assertThat(calls).containsExactly(Operation.GET_MAP, Operation.REVOKE_MAP, Operation.GET);
    }

    @Test
    void removalOfWhatIsNotThere_sendsNothing() {
        HoldallSessionRepository ignoring = repository(EndedSession.IGNORE, 0.1);
        String id = newSession();
        calls.clear();
        HoldallSession session = Stores.found(ignoring, id);
        session.removeAttribute("SPRING_SECURITY_LAST_EXCEPTION");
        session.setAttribute("flash", "value");
        session.removeAttribute("flash");
        ignoring.save(session);
        assertThat(calls).containsExactly(Operation.GET_MAP);
    }

    @Test
    void longRequest_doesNotBringTheEndNearer_thatALaterOneHasGiven() {
        String id = newSession();
        pass(Duration.ofMinutes(10));
        HoldallSession slow = Stores.found(repository, id);
        slow.setLastAccessedTime(now);
        pass(Duration.ofMinutes(15));
        request(repository, id);
        Instant used = now;
        pass(Duration.ofMinutes(5));
        slow.setAttribute("report", "done");
        repository.save(slow);
        repository.save(slow);
        now = used.plus(INTERVAL).minus(INSTANT);
        assertThat(Stores.found(repository, id).isExpired()).isFalse();
    }

    @Test
    void intervalThatChanges_movesTheEndAtOnce() {
        String id = newSession();
        HoldallSession session = Stores.found(repository, id);
        session.setMaxInactiveInterval(Duration.ofMinutes(10));
        repository.save(session);
        pass(Duration.ofMinutes(11));
        assertThat(repository.findById(id)).isNull();
    }

    @Test
    void saveWithoutAnAccess_leavesTheEnd() {
        String id = newSession();
        pass(INTERVAL.plus(PART).minus(INSTANT));
        HoldallSession session = Stores.found(repository, id);
        session.setAttribute("marked by", "administrator");
        repository.save(session);
        assertThat(Stores.found(repository, id).<String>getAttribute("marked by"))
                .isEqualTo("administrator");
        pass(INSTANT);
        assertThat(repository.findById(id)).isNull();
    }

    @Test
    void sessionOfAPrincipal_isListedForAsLongAsItIsThere() {
        HoldallSession session = repository.createSession();
        session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "alice");
        repository.save(session);
        String id = session.getId();
        for (int i = 0; i < 5; i++) {
            pass(INTERVAL);
            request(repository, id);
        }
        pass(INTERVAL.plus(PART).minus(INSTANT));
        assertThat(repository.findByPrincipalName("alice")).containsOnlyKeys(id);
        pass(Duration.ofMinutes(2));
        assertThat(store.groups()
                        .get(SessionIndex.group(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "alice")))
                .isEmpty();
    }
}
