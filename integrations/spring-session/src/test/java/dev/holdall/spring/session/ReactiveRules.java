package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.session.FlushMode;
import org.springframework.session.ReactiveFindByIndexNameSessionRepository;
import reactor.core.publisher.Mono;

/** What the reactive repository promises, over any store. */
abstract class ReactiveRules extends Stores {

    private static final String PRINCIPAL = ReactiveFindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    private HoldallReactiveSessionRepository reactive() {
        return new HoldallReactiveSessionRepository(store, options().build());
    }

    private HoldallReactiveSessionRepository otherReactive() {
        return new HoldallReactiveSessionRepository(otherStore, options().build());
    }

    private HoldallSession savedReactively() {
        HoldallSession session = Objects.requireNonNull(reactive()
                .createSession()
                .doOnNext(each -> each.setAttribute("user", "alice"))
                .flatMap(each -> reactive().save(each).thenReturn(each))
                .block());
        return foundReactively(session.getId());
    }

    private HoldallSession foundReactively(String id) {
        return Objects.requireNonNull(otherReactive().findById(id).block());
    }

    @Test
    void session_isSharedWithTheRepositoryForServlets() {
        HoldallSession session = savedReactively();
        HoldallSession found = found(repository(), session.getId());
        assertThat(found.<String>getAttribute("user")).isEqualTo("alice");
        found.setAttribute("cart", "7");
        repository().save(found);
        assertThat(foundReactively(session.getId()).getAttributeNames()).containsExactlyInAnyOrder("user", "cart");
    }

    @Test
    void nothingIsSent_beforeSomebodySubscribes() {
        HoldallSession session = savedReactively();
        Mono<Void> deletion = reactive().deleteById(session.getId());
        session.setAttribute("user", "bob");
        Mono<Void> save = reactive().save(session);
        assertThat(foundReactively(session.getId()).<String>getAttribute("user"))
                .isEqualTo("alice");
        save.block();
        assertThat(foundReactively(session.getId()).<String>getAttribute("user"))
                .isEqualTo("bob");
        deletion.block();
        assertThat(isThere(session.getId())).isFalse();
    }

    @Test
    void absentSession_isAnEmptyMono() {
        assertThat(reactive().findById(random()).blockOptional()).isEmpty();
        assertThat(reactive().findById("line\nbreak").blockOptional()).isEmpty();
        reactive().deleteById(random()).block();
        HoldallSession session = savedReactively();
        session.setLastAccessedTime(Instant.EPOCH);
        reactive().save(session).block();
        assertThat(isThere(session.getId())).isFalse();
    }

    @Test
    void concurrentRequests_bothKeepTheirChange() {
        HoldallSession one = savedReactively();
        HoldallSession other = foundReactively(one.getId());
        one.setAttribute("cart", "7");
        other.setAttribute("theme", "dark");
        Mono.when(reactive().save(one), otherReactive().save(other)).block();
        assertThat(foundReactively(one.getId()).getAttributeNames()).containsExactlyInAnyOrder("user", "cart", "theme");
    }

    @Test
    void deletedSession_staysDeleted_andASaveFails() {
        HoldallSession session = savedReactively();
        otherReactive().deleteById(session.getId()).block();
        session.setAttribute("cart", "7");
        assertThatIllegalStateException()
                .isThrownBy(() -> reactive().save(session).block())
                .withMessage("Session was invalidated");
        assertThat(isThere(session.getId())).isFalse();
    }

    @Test
    void newId_takesThePlaceOfTheOldOne() {
        HoldallSession session = savedReactively();
        HoldallSession stale = foundReactively(session.getId());
        String oldId = session.getId();
        session.changeSessionId();
        stale.changeSessionId();
        reactive().save(session).block();
        assertThat(isThere(oldId)).isFalse();
        assertThat(foundReactively(session.getId()).<String>getAttribute("user"))
                .isEqualTo("alice");
        assertThatIllegalStateException()
                .isThrownBy(() -> otherReactive().save(stale).block());
        assertThat(isThere(stale.getId())).isFalse();
    }

    @Test
    void sessions_areFoundByTheirPrincipal() {
        String name = random();
        HoldallSession session = savedReactively();
        session.setAttribute(PRINCIPAL, name);
        reactive().save(session).block();
        Map<String, HoldallSession> found =
                Objects.requireNonNull(otherReactive().findByPrincipalName(name).block());
        assertThat(found).containsOnlyKeys(session.getId());
        assertThat(repository().findByPrincipalName(name)).containsOnlyKeys(session.getId());
        reactive().deleteById(session.getId()).block();
        assertThat(otherReactive().findByPrincipalName(name).block()).isEmpty();
    }

    @Test
    void flushMode_isOnSave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HoldallReactiveSessionRepository(
                        store, options().flushMode(FlushMode.IMMEDIATE).build()));
    }
}
