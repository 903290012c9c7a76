package dev.holdall.logins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.GroupChanges;
import dev.holdall.Operation;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.logins.internal.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long logins live, and what a check costs, with a clock that stands still. */
class LoginTimesTest {

    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration ABSOLUTE = Duration.ofHours(10);

    private final List<Operation> calls = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SessionStore store = SessionStores.builder("logins")
            .backend("memory")
            .clock(() -> now)
            .observer(call -> {
                calls.add(call.operation());
                return end -> {};
            })
            .open();
    private final Logins logins = logins(Duration.ofSeconds(10));
    private final Begun begun = logins.begin("user", Map.of(), new byte[] {1});

    private Logins logins(Duration recheck) {
        LoginOptions options = new LoginOptions(IDLE, ABSOLUTE, 5, AtLimit.END_OLDEST, recheck, 10);
        return Logins.over(store, options, () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        calls.clear();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void unusedLogin_endsAfterItsIdleTime() {
        pass(IDLE.minusMillis(1));
        assertThat(logins.list("user")).hasSize(1);
        pass(Duration.ofMillis(1));
        assertThat(logins.check(begun.token())).isEmpty();
        assertThat(logins.list("user")).isEmpty();
        pass(IDLE);
        assertThat(store.groups().get(Secrets.groupKey("user"))).isEmpty();
    }

    @Test
    void loginThatWasSavedAfterItWasSeen_isNotValidWhereTheListHidesIt() {
        pass(IDLE.dividedBy(10).minusMillis(1));
        logins.save(logins.check(begun.token()).orElseThrow(), new byte[] {2});
        pass(IDLE.minus(IDLE.dividedBy(10)).plusMillis(2));
        assertThat(logins.list("user")).isEmpty();
        assertThat(logins.check(begun.token())).isEmpty();
        assertThat(logins.rename(begun.token(), Renewal.KEEP_TIMES)).isEmpty();
        assertThat(logins.endOthers("user", begun.login().handle())).isEmpty();
    }

    @Test
    void loginThatHasEndedByItself_takesNoRoom() {
        LoginOptions one = new LoginOptions(IDLE, ABSOLUTE, 1, AtLimit.REFUSE, Duration.ZERO, 10);
        Logins refusing = Logins.over(store, one, () -> now);
        assertThatThrownBy(() -> refusing.begin("user", Map.of(), new byte[0]))
                .isInstanceOf(TooManyLoginsException.class);
        pass(IDLE.plusMillis(1));
        assertThat(refusing.begin("user", Map.of(), new byte[0]).others()).isEmpty();
    }

    @Test
    void loginThatWasSeenByAClockFarAhead_isSeenAgain() {
        pass(Duration.ofMinutes(30));
        logins.check(begun.token());
        pass(Duration.ofMinutes(-20));
        logins.check(begun.token());
        assertThat(calls).containsSubsequence(Operation.CHANGE_GROUP, Operation.CHANGE_TTL);
    }

    @Test
    void usedLogin_livesOn_untilItsAbsoluteEnd() {
        Duration step = IDLE.minus(IDLE.dividedBy(10)).minusMillis(1);
        Instant end = now.plus(ABSOLUTE);
        while (now.plus(step).isBefore(end)) {
            pass(step);
            assertThat(logins.check(begun.token())).as("at %s", now).isPresent();
            assertThat(logins.list("user"))
                    .singleElement()
                    .satisfies(login ->
                            assertThat(login.expiry()).isBeforeOrEqualTo(end).isAfter(now));
        }
        pass(Duration.between(now, end).minusMillis(1));
        assertThat(logins.check(begun.token())).isPresent();
        logins.save(logins.check(begun.token()).orElseThrow(), new byte[] {2});
        pass(Duration.ofMillis(1));
        assertThat(logins.check(begun.token())).isEmpty();
        assertThat(logins.list("user")).isEmpty();
    }

    @Test
    void reauthentication_beginsBothLifetimesAnew_andAnotherRenamingDoesNot() {
        pass(IDLE.dividedBy(2));
        String kept =
                logins.rename(begun.token(), Renewal.KEEP_TIMES).orElseThrow().token();
        assertThat(logins.check(kept).orElseThrow().absoluteEnd())
                .isEqualTo(begun.login().begun().plus(ABSOLUTE));
        String renewed =
                logins.rename(kept, Renewal.REAUTHENTICATED).orElseThrow().token();
        assertThat(logins.check(renewed).orElseThrow().absoluteEnd()).isEqualTo(now.plus(ABSOLUTE));
        assertThat(logins.list("user"))
                .singleElement()
                .satisfies(login -> assertThat(login.begun()).isEqualTo(now));
    }

    @Test
    void check_readsTheSession_andTheListOnceInRecheck() {
        logins.check(begun.token());
        pass(Duration.ofSeconds(9));
        assertThat(logins.check(begun.token())).isPresent();
        assertThat(calls).containsExactly(Operation.GET_ENTRY);
        pass(Duration.ofSeconds(1));
        assertThat(logins.check(begun.token())).isPresent();
        assertThat(calls).containsExactly(Operation.GET_ENTRY, Operation.GET_GROUP);
        pass(Duration.ofSeconds(-5));
        assertThat(logins.check(begun.token())).isPresent();
        assertThat(calls).as("after the clock has gone back").containsExactly(Operation.GET_ENTRY, Operation.GET_GROUP);
    }

    @Test
    void check_writesThatALoginWasSeen_atMostSoOften() {
        pass(IDLE.dividedBy(10).minusMillis(1));
        logins.check(begun.token());
        assertThat(calls).doesNotContain(Operation.CHANGE_GROUP, Operation.CHANGE_TTL);
        pass(Duration.ofMillis(1));
        logins.check(begun.token());
        assertThat(calls).containsSubsequence(Operation.CHANGE_GROUP, Operation.CHANGE_TTL);
        assertThat(logins.list("user"))
                .singleElement()
                .satisfies(login -> assertThat(login.lastSeen()).isEqualTo(now));
        pass(Duration.ofMinutes(1));
        logins.check(begun.token());
        assertThat(calls).doesNotContain(Operation.CHANGE_GROUP, Operation.CHANGE_TTL);
    }

    @Test
    void end_isNoticedAtOnce_whereTheSessionIsRevoked_andAfterRecheckWhereOnlyTheListShowsIt() {
        logins.check(begun.token());
        String groupKey = Secrets.groupKey("user");
        store.groups()
                .change(
                        groupKey,
                        GroupChanges.builder().remove(begun.login().handle()).build());
        assertThat(logins.check(begun.token())).as("within recheck").isPresent();
        assertThat(logins(Duration.ZERO).check(begun.token()))
                .as("without recheck")
                .isEmpty();
        assertThat(logins.check(begun.token()))
                .as("when its session is revoked")
                .isEmpty();
    }

    @Test
    void lifetimesBeyondTheStore_areRefused() {
        LoginOptions longest =
                new LoginOptions(IDLE, Duration.ofDays(10_000), 5, AtLimit.END_OLDEST, Duration.ZERO, 10);
        SessionStore brief = SessionStores.builder("brief")
                .backend("memory")
                .defaultTtl(Duration.ofDays(1))
                .maxTtl(Duration.ofDays(1))
                .open();
        assertThatIllegalArgumentException().isThrownBy(() -> Logins.over(brief, longest));
        brief.close();
    }
}
