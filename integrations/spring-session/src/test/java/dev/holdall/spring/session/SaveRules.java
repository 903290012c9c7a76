package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.session.FlushMode;
import org.springframework.session.MapSession;
import org.springframework.session.SaveMode;

/** What finding, saving and deleting sessions promises, over any store. */
abstract class SaveRules extends Stores {

    @Test
    void newSession_isThereOnceItIsSaved_andNotBefore() {
        HoldallSessionRepository repository = repository();
        HoldallSession session = repository.createSession();
        session.setAttribute("user", "alice");
        assertThat(isThere(session.getId())).isFalse();
        repository.save(session);
        HoldallSession found = found(otherRepository(), session.getId());
        assertThat(found.getId()).isEqualTo(session.getId());
        assertThat(found.getAttributeNames()).containsExactly("user");
        assertThat(found.<String>getAttribute("user")).isEqualTo("alice");
        assertThat(found.getCreationTime()).isEqualTo(session.getCreationTime());
        assertThat(found.getLastAccessedTime()).isEqualTo(session.getLastAccessedTime());
        assertThat(found.getMaxInactiveInterval()).isEqualTo(MapSession.DEFAULT_MAX_INACTIVE_INTERVAL);
        assertThat(found.isExpired()).isFalse();
    }

    @Test
    void sessionWithoutAttributes_isThere() {
        HoldallSessionRepository repository = repository();
        HoldallSession session = repository.createSession();
        repository.save(session);
        assertThat(found(repository, session.getId()).getAttributeNames()).isEmpty();
    }

    @Test
    void accessTooLongAgo_endsTheSession() {
        HoldallSessionRepository repository = repository();
        HoldallSession isNew = repository.createSession();
        isNew.setLastAccessedTime(Instant.EPOCH);
        assertThat(isNew.isExpired()).isTrue();
        repository.save(isNew);
        assertThat(isThere(isNew.getId())).isFalse();

        HoldallSession old = saved(repository);
        old.setLastAccessedTime(Instant.now().minus(old.getMaxInactiveInterval()));
        repository.save(old);
        assertThat(isThere(old.getId())).isFalse();
    }

    @Test
    void attributes_areSet_replacedAndRemoved() {
        HoldallSessionRepository repository = repository();
        HoldallSession session = saved(repository);
        session.setAttribute("user", "bob");
        session.setAttribute("theme", "dark");
        repository.save(session);
        HoldallSession again = found(repository, session.getId());
        assertThat(again.<String>getAttribute("user")).isEqualTo("bob");
        again.removeAttribute("user");
        again.setAttribute("theme", null);
        again.removeAttribute("never there");
        repository.save(again);
        assertThat(found(repository, session.getId()).getAttributeNames()).isEmpty();
    }

    @Test
    void attribute_thatIsRemoved_canBeSetAgain() {
        HoldallSessionRepository repository = repository();
        HoldallSession session = saved(repository);
        for (String user : List.of("bob", "carol", "dave")) {
            session.removeAttribute("user");
            repository.save(session);
            assertThat(found(repository, session.getId()).getAttributeNames()).isEmpty();
            session.setAttribute("user", user);
            repository.save(session);
            assertThat(found(repository, session.getId()).<String>getAttribute("user"))
                    .isEqualTo(user);
        }
    }

    @Test
    void concurrentRequests_thatChangeDifferentAttributes_bothKeepTheirChange() {
        HoldallSession one = saved(repository());
        HoldallSession other = found(otherRepository(), one.getId());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        one.setLastAccessedTime(now.plusSeconds(1));
        one.setAttribute("cart", "7");
        repository().save(one);
        other.setLastAccessedTime(now.plusSeconds(2));
        other.setAttribute("theme", "dark");
        otherRepository().save(other);
        HoldallSession found = found(repository(), one.getId());
        assertThat(found.getAttributeNames()).containsExactlyInAnyOrder("user", "cart", "theme");
        assertThat(found.getLastAccessedTime()).isEqualTo(now.plusSeconds(2));
    }

    @Test
    void requestThatIsSavedLater_doesNotMakeTheLastAccessEarlier() {
        HoldallSession early = saved(repository());
        HoldallSession late = found(otherRepository(), early.getId());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        late.setLastAccessedTime(now.plusSeconds(2));
        late.setAttribute("theme", "dark");
        otherRepository().save(late);
        for (String cart : List.of("7", "8")) {
            early.setLastAccessedTime(now.plusSeconds(1));
            early.setAttribute("cart", cart);
            repository().save(early);
            HoldallSession found = found(repository(), early.getId());
            assertThat(found.<String>getAttribute("cart")).isEqualTo(cart);
            assertThat(found.getLastAccessedTime()).isEqualTo(now.plusSeconds(2));
        }
    }

    @Test
    void concurrentRequest_thatSavesLast_hasTheLastAccess() {
        HoldallSession one = saved(repository());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        one.setLastAccessedTime(now.plusSeconds(1));
        one.setAttribute("cart", "7");
        repository().save(one);
        HoldallSession other = found(otherRepository(), one.getId());
        other.setLastAccessedTime(now.plusSeconds(2));
        other.setAttribute("theme", "dark");
        otherRepository().save(other);
        assertThat(found(repository(), one.getId()).getLastAccessedTime()).isEqualTo(now.plusSeconds(2));
    }

    @Test
    void staleRequest_doesNotBringARemovedAttributeBack() {
        HoldallSession stale = saved(repository());
        HoldallSession remover = found(otherRepository(), stale.getId());
        remover.removeAttribute("user");
        otherRepository().save(remover);
        stale.setAttribute("user", "mallory");
        repository().save(stale);
        assertThat(found(repository(), stale.getId()).getAttributeNames()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 95})
    void severalSavesOfOneObject_areEachBasedOnTheOneBefore(int saves) {
        HoldallSessionRepository repository = repository();
        HoldallSession session = saved(repository);
        for (int i = 0; i < saves; i++) {
            session.setAttribute("count", i);
            repository.save(session);
        }
        assertThat(found(otherRepository(), session.getId()).<Integer>getAttribute("count"))
                .isEqualTo(saves - 1);
    }

    @Test
    void deletedSession_staysDeleted_andASaveFails() {
        HoldallSession session = saved(repository());
        HoldallSession stale = found(otherRepository(), session.getId());
        HoldallSession unchanged = found(otherRepository(), session.getId());
        repository().deleteById(session.getId());
        stale.setAttribute("cart", "7");
        assertThatIllegalStateException()
                .isThrownBy(() -> otherRepository().save(stale))
                .withMessage("Session was invalidated");
        assertThatIllegalStateException()
                .isThrownBy(() -> otherRepository().save(unchanged))
                .withMessage("Session was invalidated");
        stale.setLastAccessedTime(Instant.now().plus(Duration.ofHours(1)));
        assertThatIllegalStateException()
                .isThrownBy(() -> otherRepository().save(stale))
                .withMessage("Session was invalidated");
        assertThat(isThere(session.getId())).isFalse();
    }

    @Test
    void deletedSession_staysDeleted_andASaveIsIgnoredIfSoConfigured() {
        HoldallSessionRepository ignoring = new HoldallSessionRepository(
                store, options().endedSession(EndedSession.IGNORE).build());
        HoldallSession session = saved(ignoring);
        HoldallSession stale = found(ignoring, session.getId());
        otherRepository().deleteById(session.getId());
        stale.setAttribute("cart", "7");
        ignoring.save(stale);
        stale.setLastAccessedTime(Instant.now().plus(Duration.ofHours(1)));
        ignoring.save(stale);
        assertThat(isThere(session.getId())).isFalse();
    }

    @Test
    void deletion_isFinal_alsoForASessionThatIsCreatedWithTheSameId() {
        String id = random();
        HoldallSessionRepository repository = new HoldallSessionRepository(
                store, options().sessionIdGenerator(() -> id).build());
        saved(repository);
        repository.deleteById(id);
        repository.save(repository.createSession());
        assertThat(isThere(id)).isFalse();
    }

    @Test
    void deletionOfASessionThatIsNotThere_isNoFailure() {
        HoldallSession session = saved(repository());
        repository().deleteById(session.getId());
        repository().deleteById(session.getId());
        repository().deleteById(random());
        assertThat(isThere(session.getId())).isFalse();
    }

    @ParameterizedTest(name = "{index}") // Reports can't show all of these.
    @ValueSource(strings = {"", "line\nbreak", "\u0000", "\ud800"})
    void idThatNoSessionCanHave_isNotFound(String id) {
        assertThat(repository().findById(id)).isNull();
        assertThat(repository().findById("x".repeat(5_000))).isNull();
        repository().deleteById(id);
    }

    @Test
    void interval_isKept_andSetsTheEnd() {
        HoldallSessionRepository repository = repository();
        HoldallSession session = saved(repository);
        session.setMaxInactiveInterval(Duration.ofHours(3));
        repository.save(session);
        HoldallSession longer = found(repository, session.getId());
        assertThat(longer.getMaxInactiveInterval()).isEqualTo(Duration.ofHours(3));
        assertThat(longer.isExpired()).isFalse();
        longer.setMaxInactiveInterval(Duration.ZERO);
        repository.save(longer);
        assertThat(isThere(session.getId())).isFalse();
    }

    @Test
    void negativeInterval_isForSessionsWithoutAnEnd() {
        HoldallSessionRepository repository = repository();
        HoldallSession session = saved(repository);
        session.setMaxInactiveInterval(Duration.ofSeconds(-1));
        session.setLastAccessedTime(Instant.EPOCH);
        repository.save(session);
        HoldallSession found = found(repository, session.getId());
        assertThat(found.getMaxInactiveInterval()).isNegative();
        assertThat(found.isExpired()).isFalse();
        repository.deleteById(session.getId());
    }

    @Test
    void attributeThatCannotBeReadHere_isAbsent_andKeptByteForByte() {
        HoldallSession session = repository().createSession();
        session.setAttribute("cart", new Cart().add("book"));
        session.setAttribute("user", "alice");
        repository().save(session);
        HoldallSessionRepository picky = new HoldallSessionRepository(
                otherStore, options().serializer(new PickySerializer()).build());
        for (SaveMode mode : SaveMode.values()) {
            HoldallSession there = found(picky, session.getId());
            assertThat(there.getAttributeNames()).containsExactly("user");
            assertThat(there.<Object>getAttribute("cart")).isNull();
            there.setAttribute("user", mode.name());
            picky.save(there);
        }
        HoldallSession found = found(repository(), session.getId());
        assertThat(found.<String>getAttribute("user")).isEqualTo(SaveMode.ALWAYS.name());
        assertThat(cart(found).items()).containsExactly("book");

        HoldallSession replacing = found(picky, session.getId());
        replacing.removeAttribute("cart");
        picky.save(replacing);
        assertThat(found(repository(), session.getId()).getAttributeNames()).containsExactly("user");
    }

    static Cart cart(HoldallSession session) {
        return Objects.requireNonNull(session.<Cart>getAttribute("cart"));
    }

    @ParameterizedTest
    @EnumSource
    void valueThatIsChangedInItself_isSavedWhereTheModeSaysSo(SaveMode mode) {
        HoldallSessionRepository repository =
                new HoldallSessionRepository(store, options().saveMode(mode).build());
        HoldallSession session = repository.createSession();
        session.setAttribute("cart", new Cart());
        repository.save(session);
        HoldallSession found = found(repository, session.getId());
        cart(found).add("book");
        repository.save(found);
        assertThat(cart(found(repository, session.getId())).items()).hasSize(mode == SaveMode.ON_SET_ATTRIBUTE ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void valueThatIsOnlyRead_doesNotUndoWhatAnotherRequestHasDoneToIt(SaveMode mode) {
        HoldallSessionRepository repository =
                new HoldallSessionRepository(store, options().saveMode(mode).build());
        HoldallSession session = saved(repository);
        HoldallSession reader = found(repository, session.getId());
        assertThat(reader.<String>getAttribute("user")).isEqualTo("alice");
        session.setAttribute("user", "bob");
        repository.save(session);
        reader.setAttribute("theme", "dark");
        repository.save(reader);
        repository.save(reader);
        HoldallSession found = found(repository, session.getId());
        assertThat(found.<String>getAttribute("user")).isEqualTo("bob");
        assertThat(found.<String>getAttribute("theme")).isEqualTo("dark");
    }

    @Test
    void changes_areSentAtOnce_whereTheFlushModeSaysSo() {
        HoldallSessionRepository immediate = new HoldallSessionRepository(
                store, options().flushMode(FlushMode.IMMEDIATE).build());
        HoldallSession session = immediate.createSession();
        assertThat(isThere(session.getId())).isTrue();
        for (int i = 0; i < 40; i++) {
            session.setAttribute("count", i);
        }
        session.setMaxInactiveInterval(Duration.ofHours(2));
        HoldallSession found = found(otherRepository(), session.getId());
        assertThat(found.<Integer>getAttribute("count")).isEqualTo(39);
        assertThat(found.getMaxInactiveInterval()).isEqualTo(Duration.ofHours(2));
        session.removeAttribute("count");
        assertThat(found(otherRepository(), session.getId()).getAttributeNames())
                .isEmpty();
    }

    @Test
    void attributeThatCannotBeWritten_failsTheSave_andNothingIsSent() {
        HoldallSessionRepository repository = repository();
        HoldallSession session = saved(repository);
        session.setAttribute("user", "bob");
        session.setAttribute("error", new InetSocketAddress(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.save(session))
                .withMessageStartingWith("the class java.net.InetSocketAddress isn't allowed in an attribute");
        assertThat(found(repository, session.getId()).<String>getAttribute("user"))
                .isEqualTo("alice");
        session.removeAttribute("error");
        repository.save(session);
        assertThat(found(repository, session.getId()).<String>getAttribute("user"))
                .isEqualTo("bob");
    }
}
