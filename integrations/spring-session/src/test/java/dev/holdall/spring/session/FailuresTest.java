package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.SessionStore;
import dev.holdall.StoreUnavailableException;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.ForwardingBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.session.FindByIndexNameSessionRepository;

/** What the repository does if the store fails: each request of a call fails in turn, before or after it is applied. */
class FailuresTest {

    private static final String PRINCIPAL = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    private final FaultyStore faults = new FaultyStore();
    private final SessionStore store = faults.open();
    private final HoldallSessionRepository repository =
            new HoldallSessionRepository(store, Stores.options().build());

    @AfterEach
    void close() {
        store.close();
    }

    private HoldallSession newSession() {
        HoldallSession session = repository.createSession();
        session.setAttribute("user", "alice");
        session.setAttribute(PRINCIPAL, "alice");
        repository.save(session);
        return Stores.found(repository, session.getId());
    }

    /**
     * Makes a call, of which one request fails, if it has so many.
     *
     * @return whether one has failed. The call itself may have found another way.
     */
    private boolean strike(int after, boolean applied, Runnable call) {
        faults.failAfter(after, applied);
        try {
            call.run();
        } catch (StoreUnavailableException e) {
            assertThat(faults.hasFailed()).isTrue();
        }
        boolean struck = faults.hasFailed();
        faults.heal();
        return struck;
    }

    private void failsWith(int after, boolean applied, Runnable call) {
        faults.failAfter(after, applied);
        assertThatThrownBy(call::run).isInstanceOf(StoreUnavailableException.class);
        faults.heal();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failureOfTheStore_reachesTheCaller_andIsNoAbsence(boolean applied) {
        HoldallSession session = newSession();
        failsWith(0, applied, () -> repository.findById(session.getId()));
        failsWith(0, applied, () -> repository.findByPrincipalName("alice"));
        failsWith(1, applied, () -> repository.findByPrincipalName("alice"));
        failsWith(0, applied, () -> repository.deleteById(session.getId()));
        assertThat(repository.findById(session.getId())).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saveThatFails_canBeRepeated(boolean applied) {
        boolean struck = true;
        for (int after = 0; struck; after++) {
            HoldallSession session = repository.createSession();
            session.setAttribute("user", "alice");
            session.setAttribute(PRINCIPAL, "alice-" + after + applied);
            struck = strike(after, applied, () -> repository.save(session));
            repository.save(session);
            assertThat(repository.findByPrincipalName("alice-" + after + applied))
                    .containsOnlyKeys(session.getId());
        }
        struck = true;
        for (int after = 0; struck; after++) {
            HoldallSession session = newSession();
            session.setAttribute("user", "bob");
            session.removeAttribute(PRINCIPAL);
            session.setLastAccessedTime(session.getLastAccessedTime().plusSeconds(600));
            struck = strike(after, applied, () -> repository.save(session));
            repository.save(session);
            HoldallSession found = Stores.found(repository, session.getId());
            assertThat(found.<String>getAttribute("user")).isEqualTo("bob");
            assertThat(found.getAttributeNames()).containsExactly("user");
            assertThat(repository.findByPrincipalName("alice")).doesNotContainKey(session.getId());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changeOfTheId_thatFails_leavesOneValidIdAtMost_andCanBeRepeated(boolean applied) {
        boolean struck = true;
        for (int after = 0; struck; after++) {
            HoldallSession session = newSession();
            String oldId = session.getId();
            String newId = session.changeSessionId();
            session.setAttribute("theme", "dark");
            struck = strike(after, applied, () -> repository.save(session));
            assertThat(repository.findById(oldId) != null && repository.findById(newId) != null)
                    .as("both ids are valid after %d requests", after)
                    .isFalse();
            repository.save(session);
            assertThat(repository.findById(oldId)).isNull();
            HoldallSession found = Stores.found(repository, newId);
            assertThat(found.getAttributeNames()).containsExactlyInAnyOrder("user", "theme", PRINCIPAL);
            assertThat(repository.findByPrincipalName("alice")).containsOnlyKeys(newId);
            repository.deleteById(newId);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changeOfTheId_thatFails_andIsRepeatedWithAnotherId_leavesOneValidId(boolean applied) {
        boolean struck = true;
        for (int after = 0; struck; after++) {
            HoldallSession session = newSession();
            String oldId = session.getId();
            String second = session.changeSessionId();
            struck = strike(after, applied, () -> repository.save(session));
            String third = session.changeSessionId();
            repository.save(session);
            assertThat(repository.findById(oldId)).isNull();
            assertThat(repository.findById(second)).isNull();
            assertThat(repository.findById(third)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void logout_whileAChangeOfTheIdWaitsToBeRepeated_isFinal(boolean applied) {
        boolean struck = true;
        for (int after = 0; struck; after++) {
            HoldallSession session = newSession();
            String oldId = session.getId();
            String newId = session.changeSessionId();
            struck = strike(after, applied, () -> repository.save(session));
            repository.deleteById(oldId);
            try {
                repository.save(session);
            } catch (IllegalStateException ended) {
                // That is one way to learn of it.
            }
            assertThat(repository.findById(oldId)).isNull();
            assertThat(repository.findById(newId))
                    .as("after %d requests", after)
                    .isNull();
            repository.findByPrincipalName("alice");
        }
    }

    @Test
    void changeOfTheId_thatIsRepeatedTooLate_doesNotBringBack_whatWasDeletedMeanwhile() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(start);
        FaultyStore late = new FaultyStore();
        try (SessionStore lateStore = late.open(() -> Objects.requireNonNull(now.get()))) {
            HoldallSessionRepository lateRepository =
                    new HoldallSessionRepository(lateStore, Stores.options().build());
            HoldallSession session = Stores.saved(lateRepository);
            String oldId = session.getId();
            String newId = session.changeSessionId();
            late.failAfter(2, false); // The claim and the read succeed, and the revocation fails.
            assertThatThrownBy(() -> lateRepository.save(session)).isInstanceOf(StoreUnavailableException.class);
            late.heal();
            assertThat(lateRepository.findById(oldId)).isNotNull();
            now.set(start.plus(Duration.ofMinutes(2)));
            lateRepository.deleteById(oldId);
            assertThatIllegalStateException()
                    .isThrownBy(() -> lateRepository.save(session))
                    .withMessage("Session was invalidated");
            assertThat(lateRepository.findById(newId)).isNull();
        }
    }

    @Test
    void deletion_revokes_evenIfTheSessionCannotBeRead() {
        HoldallSession session = newSession();
        faults.failAfter(0, false);
        assertThatThrownBy(() -> repository.deleteById(session.getId())).isInstanceOf(StoreUnavailableException.class);
        faults.heal();
        assertThat(repository.findById(session.getId())).isNull();
    }

    @Test
    void mapOfAnotherKind_isAFailure() {
        String id = Stores.random();
        store.maps().create(id, Map.of("theirs", new byte[1]));
        assertThatIllegalStateException()
                .isThrownBy(() -> repository.findById(id))
                .withMessageContaining("is not a session of this repository")
                .withMessageNotContaining(id);
    }

    @Test
    void storeWithoutMaps_isRefused() {
        try (SessionStore without = SessionStores.builder("sessions")
                .backend("memory")
                .decorator((backend, context) -> new ForwardingBackend(backend) {})
                .open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HoldallSessionRepository(without))
                    .withMessageContaining("maps-table");
            assertThatIllegalArgumentException().isThrownBy(() -> new HoldallReactiveSessionRepository(without));
        }
    }
}
