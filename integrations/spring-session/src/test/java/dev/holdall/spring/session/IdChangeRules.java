package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** What a session that gets another id is promised, over any store. */
abstract class IdChangeRules extends Stores {

    @Test
    void session_isThereUnderTheNewId_andNoLongerUnderTheOldOne() {
        HoldallSession session = saved(repository());
        String oldId = session.getId();
        String newId = session.changeSessionId();
        assertThat(session.getId()).isEqualTo(newId).isNotEqualTo(oldId);
        assertThat(isThere(oldId)).isTrue();
        repository().save(session);
        assertThat(isThere(oldId)).isFalse();
        HoldallSession found = found(otherRepository(), newId);
        assertThat(found.<String>getAttribute("user")).isEqualTo("alice");
        assertThat(found.getCreationTime()).isEqualTo(session.getCreationTime());
    }

    @Test
    void changesOfTheSameRequest_areSavedWithIt() {
        HoldallSession session = saved(repository());
        session.setAttribute("theme", "dark");
        session.removeAttribute("user");
        session.changeSessionId();
        session.setAttribute("cart", "7");
        repository().save(session);
        assertThat(found(repository(), session.getId()).getAttributeNames()).containsExactlyInAnyOrder("theme", "cart");
    }

    @Test
    void savesAfterwards_areBasedOnIt() {
        HoldallSession session = saved(repository());
        session.changeSessionId();
        repository().save(session);
        repository().save(session);
        session.setAttribute("user", "bob");
        repository().save(session);
        assertThat(found(repository(), session.getId()).<String>getAttribute("user"))
                .isEqualTo("bob");
    }

    @Test
    void idThatChangesTwice_isTheLastOne() {
        HoldallSession session = saved(repository());
        String first = session.getId();
        String second = session.changeSessionId();
        String third = session.changeSessionId();
        repository().save(session);
        assertThat(isThere(first)).isFalse();
        assertThat(isThere(second)).isFalse();
        assertThat(isThere(third)).isTrue();
        String fourth = session.changeSessionId();
        repository().save(session);
        assertThat(isThere(third)).isFalse();
        assertThat(isThere(fourth)).isTrue();
    }

    @Test
    void newSession_isCreatedUnderTheLastId() {
        HoldallSession session = repository().createSession();
        String first = session.getId();
        String second = session.changeSessionId();
        repository().save(session);
        assertThat(isThere(first)).isFalse();
        assertThat(isThere(second)).isTrue();
    }

    @Test
    void deletedSession_getsNoOtherId() {
        HoldallSession session = saved(repository());
        String oldId = session.getId();
        otherRepository().deleteById(oldId);
        session.setAttribute("theme", "dark");
        String newId = session.changeSessionId();
        assertThatIllegalStateException()
                .isThrownBy(() -> repository().save(session))
                .withMessage("Session was invalidated");
        assertThat(isThere(oldId)).isFalse();
        assertThat(isThere(newId)).isFalse();
    }

    @Test
    void ofTwoRequests_thatChangeTheId_oneDoes() {
        HoldallSession one = saved(repository());
        HoldallSession other = found(otherRepository(), one.getId());
        String oldId = one.getId();
        one.changeSessionId();
        other.changeSessionId();
        repository().save(one);
        assertThatIllegalStateException()
                .isThrownBy(() -> otherRepository().save(other))
                .withMessage("Session was invalidated");
        assertThat(isThere(oldId)).isFalse();
        assertThat(isThere(one.getId())).isTrue();
        assertThat(isThere(other.getId())).isFalse();
    }

    @Test
    void requestThatHasTheOldId_savesNothing() {
        HoldallSession session = saved(repository());
        HoldallSession stale = found(otherRepository(), session.getId());
        session.changeSessionId();
        repository().save(session);
        stale.setAttribute("user", "mallory");
        assertThatIllegalStateException().isThrownBy(() -> otherRepository().save(stale));
        assertThat(isThere(stale.getId())).isFalse();
        assertThat(found(repository(), session.getId()).<String>getAttribute("user"))
                .isEqualTo("alice");
    }

    @Test
    void whatOtherRequestsHaveChangedSince_isThereUnderTheNewId() {
        HoldallSession session = saved(repository());
        HoldallSession other = found(otherRepository(), session.getId());
        other.setAttribute("cart", new Cart().add("book"));
        other.setAttribute("user", "bob");
        otherRepository().save(other);
        session.changeSessionId();
        repository().save(session);
        HoldallSession found = found(repository(), session.getId());
        assertThat(found.<String>getAttribute("user")).isEqualTo("bob");
        assertThat(SaveRules.cart(found).items()).containsExactly("book");
    }

    @Test
    void attributeThatCannotBeReadHere_isThereUnderTheNewId() {
        HoldallSession session = repository().createSession();
        session.setAttribute("cart", new Cart().add("book"));
        repository().save(session);
        HoldallSessionRepository picky = new HoldallSessionRepository(
                otherStore, options().serializer(new PickySerializer()).build());
        HoldallSession there = found(picky, session.getId());
        there.changeSessionId();
        picky.save(there);
        assertThat(SaveRules.cart(found(repository(), there.getId())).items()).containsExactly("book");
    }

    @Test
    void logoutWithTheOldId_endsTheSessionUnderTheNewOne() {
        HoldallSession session = saved(repository());
        String oldId = session.getId();
        session.changeSessionId();
        repository().save(session);
        otherRepository().deleteById(oldId);
        assertThat(isThere(session.getId())).isFalse();
    }
}
