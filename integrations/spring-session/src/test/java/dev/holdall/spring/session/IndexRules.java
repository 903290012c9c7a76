package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.GroupChanges;
import dev.holdall.Ttl;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.ReactiveFindByIndexNameSessionRepository;

/** What finding sessions by an index promises, over any store. */
abstract class IndexRules extends Stores {

    private static final String PRINCIPAL = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String SECURITY_CONTEXT = "SPRING_SECURITY_CONTEXT";

    private String alice = "";
    private String bob = "";

    @BeforeEach
    void chooseNames() {
        alice = "alice-" + random();
        bob = "bob-" + random();
    }

    private HoldallSession savedOf(String principal) {
        HoldallSession session = repository().createSession();
        session.setAttribute(PRINCIPAL, principal);
        repository().save(session);
        return found(repository(), session.getId());
    }

    private Map<String, HoldallSession> sessionsOf(String principal) {
        return otherRepository().findByPrincipalName(principal);
    }

    /** Returns how many entries the group of a principal has, without cleaning it. */
    private int listed(String principal) {
        return store.groups().get(SessionIndex.group(PRINCIPAL, principal)).size();
    }

    static SecurityContext contextOf(String name) {
        return new SecurityContextImpl(new TestingAuthenticationToken(name, "n/a", "ROLE_USER"));
    }

    @Test
    void noSession_isFoundByANameThatIsNullOrEmpty() {
        assertThat(repository().findByPrincipalName("")).isEmpty();
        // What an application asks for whose user has no name.
        assertThat(repository().findByPrincipalName(nullAsAString())).isEmpty();
        assertThat(new HoldallReactiveSessionRepository(store, options().build())
                        .findByPrincipalName(nullAsAString())
                        .block())
                .isEmpty();
    }

    @SuppressWarnings("NullAway") // Upstream's callers aren't checked for nulls.
    private static String nullAsAString() {
        return null;
    }

    @Test
    void sessions_areFoundByTheirPrincipal() {
        HoldallSession one = savedOf(alice);
        HoldallSession two = savedOf(alice);
        savedOf(bob);
        Map<String, HoldallSession> found = sessionsOf(alice);
        assertThat(found).containsOnlyKeys(one.getId(), two.getId());
        assertThat(found.values())
                .allSatisfy(session ->
                        assertThat(session.<String>getAttribute(PRINCIPAL)).isEqualTo(alice));
        assertThat(sessionsOf(random())).isEmpty();
    }

    @Test
    void sessions_areFoundByTheNameInSpringSecuritysContext() {
        HoldallSession session = saved(repository());
        session.setAttribute(SECURITY_CONTEXT, contextOf(alice));
        repository().save(session);
        assertThat(sessionsOf(alice)).containsOnlyKeys(session.getId());
        HoldallSession again = found(repository(), session.getId());
        again.setAttribute("other", "value");
        repository().save(again);
        assertThat(sessionsOf(alice)).containsOnlyKeys(session.getId());
        again.setAttribute(SECURITY_CONTEXT, contextOf(bob));
        repository().save(again);
        assertThat(sessionsOf(alice)).isEmpty();
        assertThat(sessionsOf(bob)).containsOnlyKeys(session.getId());
    }

    @Test
    void principalThatChanges_movesTheSession() {
        HoldallSession session = savedOf(alice);
        session.setAttribute(PRINCIPAL, bob);
        repository().save(session);
        assertThat(listed(alice)).isZero();
        assertThat(sessionsOf(alice)).isEmpty();
        assertThat(sessionsOf(bob)).containsOnlyKeys(session.getId());
    }

    @Test
    void principalThatIsRemoved_takesTheSessionOut() {
        HoldallSession session = savedOf(alice);
        session.removeAttribute(PRINCIPAL);
        repository().save(session);
        assertThat(listed(alice)).isZero();
        assertThat(sessionsOf(alice)).isEmpty();
        assertThat(isThere(session.getId())).isTrue();
    }

    @Test
    void sessionWithoutAPrincipal_isInNoGroup() {
        HoldallSession session = saved(repository());
        session.setAttribute(PRINCIPAL, "");
        repository().save(session);
        assertThat(store.maps().get(session.getId()).orElseThrow().field(SessionFields.GROUPS))
                .hasValue(new byte[0]);
        assertThat(sessionsOf("")).isEmpty();
        HoldallSessionRepository resolvesNulls = new HoldallSessionRepository(
                store,
                options()
                        .indexResolver(each -> {
                            Map<String, String> indexes = new HashMap<>();
                            indexes.put(PRINCIPAL, null);
                            return indexes;
                        })
                        .build());
        HoldallSession other = saved(resolvesNulls);
        assertThat(store.maps().get(other.getId()).orElseThrow().field(SessionFields.GROUPS))
                .hasValue(new byte[0]);
    }

    @Test
    void newId_isListedInPlaceOfTheOldOne() {
        HoldallSession session = savedOf(alice);
        session.changeSessionId();
        repository().save(session);
        assertThat(listed(alice)).isOne();
        assertThat(sessionsOf(alice)).containsOnlyKeys(session.getId());
        session.changeSessionId();
        session.setAttribute(PRINCIPAL, bob);
        repository().save(session);
        assertThat(listed(alice)).isZero();
        assertThat(sessionsOf(bob)).containsOnlyKeys(session.getId());
    }

    @Test
    void deletedSession_isInNoGroup() {
        HoldallSession session = savedOf(alice);
        otherRepository().deleteById(session.getId());
        assertThat(listed(alice)).isZero();
        assertThat(sessionsOf(alice)).isEmpty();
    }

    @Test
    void entryOfASessionThatHasEnded_isNotFound_andRemoved() {
        HoldallSession revoked = savedOf(alice);
        HoldallSession ended = savedOf(alice);
        HoldallSession alive = savedOf(alice);
        store.maps().revoke(revoked.getId());
        ended.setLastAccessedTime(Instant.now().minus(Duration.ofDays(1)));
        ended.setMaxInactiveInterval(Duration.ofDays(1).minusSeconds(1));
        repository().save(ended);
        assertThat(sessionsOf(alice)).containsOnlyKeys(alive.getId());
        assertThat(listed(alice)).isOne();
    }

    @Test
    void entryOfASessionWithAnotherPrincipal_isNotFound_andRemoved() {
        HoldallSession session = savedOf(alice);
        store.groups()
                .change(
                        SessionIndex.group(PRINCIPAL, bob),
                        GroupChanges.builder()
                                .put(session.getId(), new byte[0], Ttl.of(Duration.ofHours(1)))
                                .build());
        assertThat(sessionsOf(bob)).isEmpty();
        assertThat(listed(bob)).isZero();
        assertThat(sessionsOf(alice)).hasSize(1);
    }

    @Test
    void principalThatCannotBeReadHere_keepsTheSessionListed() {
        HoldallSession session = saved(repository());
        session.setAttribute(SECURITY_CONTEXT, contextOf(alice));
        repository().save(session);
        AttributeSerializer knowsNoContexts = new AttributeSerializer() {
            @Override
            public byte[] serialize(Object value) {
                return serializer().serialize(value);
            }

            @Override
            public Object deserialize(byte[] bytes) {
                Object value = serializer().deserialize(bytes);
                if (value instanceof SecurityContext) {
                    throw new IllegalStateException("another version");
                }
                return value;
            }
        };
        HoldallSessionRepository older = new HoldallSessionRepository(
                otherStore, options().serializer(knowsNoContexts).build());
        HoldallSession there = found(older, session.getId());
        there.setAttribute("cart", "7");
        older.save(there);
        assertThat(sessionsOf(alice)).containsOnlyKeys(session.getId());
        there.changeSessionId();
        older.save(there);
        assertThat(older.findByPrincipalName(alice)).containsOnlyKeys(there.getId());
        assertThat(sessionsOf(alice)).containsOnlyKeys(there.getId());
    }

    @ParameterizedTest(name = "{index}") // Reports can't show all of these.
    @ValueSource(strings = {"name with spaces", "line\nbreak", "a:b%c", "\ud800", "ünï"})
    void anyName_canBeAPrincipal(String name) {
        String principal = name + random();
        HoldallSession session = savedOf(principal);
        assertThat(sessionsOf(principal)).containsOnlyKeys(session.getId());
        String longName = principal + "x".repeat(10_000);
        assertThat(sessionsOf(longName)).isEmpty();
        HoldallSession longOne = savedOf(longName);
        assertThat(sessionsOf(longName)).containsOnlyKeys(longOne.getId());
    }

    @Test
    void nameOfTheIndex_isTheOneForServlets_orTheReactiveOne() {
        HoldallSession session = saved(repository());
        session.setAttribute(ReactiveFindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, alice);
        repository().save(session);
        assertThat(sessionsOf(alice)).containsOnlyKeys(session.getId());
        assertThat(otherRepository()
                        .findByIndexNameAndIndexValue(
                                ReactiveFindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, alice))
                .containsOnlyKeys(session.getId());
    }

    @Test
    void sessions_areFoundByAnIndexOfTheApplication() {
        HoldallSessionRepository byTenant = new HoldallSessionRepository(
                store,
                options()
                        .indexResolver(session -> {
                            String tenant = session.getAttribute("tenant");
                            return tenant == null ? Map.of() : Map.of("tenant", tenant);
                        })
                        .build());
        HoldallSession session = byTenant.createSession();
        session.setAttribute("tenant", alice);
        byTenant.save(session);
        assertThat(byTenant.findByIndexNameAndIndexValue("tenant", alice)).containsOnlyKeys(session.getId());
        assertThat(byTenant.findByPrincipalName(alice)).isEmpty();
    }
}
