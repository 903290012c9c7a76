package dev.holdall.logins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.GroupChanges;
import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.logins.internal.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What logins promise on every backend. A subclass opens the store. */
abstract class LoginRules {

    static final LoginOptions OPTIONS = new LoginOptions(
            Duration.ofHours(1), Duration.ofDays(30), 50, AtLimit.END_OLDEST, Duration.ofSeconds(10), 10);
    private static final int ROUNDS = 20;

    private SessionStore store;
    private Logins logins;
    private String user;

    /** Returns an open store, which the subclass closes. */
    abstract SessionStore store();

    @BeforeEach
    void begin() {
        store = store();
        logins = Logins.over(store, OPTIONS);
        user = "user " + UUID.randomUUID();
    }

    private static LoginOptions recheckingAlways() {
        return new LoginOptions(
                OPTIONS.idle(), OPTIONS.absolute(), OPTIONS.limit(), OPTIONS.atLimit(), Duration.ZERO, 10);
    }

    private Begun begin(String device) {
        return logins.begin(user, Map.of("device", device), device.getBytes(UTF_8));
    }

    private static String text(Current current) {
        return new String(current.session(), UTF_8);
    }

    @Test
    void login_isValid_andListed() {
        Begun phone = begin("phone");
        Begun laptop = begin("laptop");

        assertThat(phone.token()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(laptop.token());
        assertThat(phone.others()).isEmpty();
        assertThat(laptop.others())
                .extracting(Login::handle)
                .containsExactly(phone.login().handle());
        Current current = logins.check(phone.token()).orElseThrow();
        assertThat(current.user()).isEqualTo(user);
        assertThat(current.handle()).isEqualTo(phone.login().handle());
        assertThat(text(current)).isEqualTo("phone");
        List<Login> list = logins.list(user, laptop.token());
        assertThat(list)
                .extracting(login -> login.attributes().get("device"))
                .containsExactlyInAnyOrder("phone", "laptop");
        assertThat(list)
                .filteredOn(Login::current)
                .extracting(Login::handle)
                .containsExactly(laptop.login().handle());
        assertThat(logins.list(user)).noneMatch(Login::current);
    }

    @Test
    void unknownToken_isNoLogin() {
        begin("phone");
        for (String token : List.of(
                "",
                "x",
                "a b\n\u0000",
                "t".repeat(10_000),
                begin("laptop").login().handle())) {
            assertThat(logins.check(token)).isEmpty();
            assertThat(logins.logout(token)).isEmpty();
            assertThat(logins.rename(token, Renewal.KEEP_TIMES)).isEmpty();
        }
        assertThat(logins.list("nobody " + user)).isEmpty();
        assertThat(logins.end(user, "no such handle")).isEmpty();
        assertThat(logins.endOthers(user, "no such handle")).isEmpty();
        assertThat(logins.list(user)).hasSize(2);
    }

    @Test
    void endedLogin_isOver_alsoForARequestUnderWay() {
        Begun phone = begin("phone");
        Begun laptop = begin("laptop");
        Current underWay = logins.check(phone.token()).orElseThrow();

        assertThat(logins.end(user, phone.login().handle())).contains(Reach.ALL_DCS);
        logins.save(underWay, "stale".getBytes(UTF_8));

        assertThat(logins.check(phone.token())).isEmpty();
        assertThat(logins.list(user))
                .extracting(Login::handle)
                .containsExactly(laptop.login().handle());
        assertThat(logins.check(laptop.token())).isPresent();
        assertThat(logins.end(user, phone.login().handle())).isEmpty();
    }

    @Test
    void logout_endsTheLogin() {
        Begun phone = begin("phone");
        assertThat(logins.logout(phone.token())).contains(Reach.ALL_DCS);
        assertThat(logins.check(phone.token())).isEmpty();
        assertThat(logins.list(user)).isEmpty();
        assertThat(logins.logout(phone.token())).isEmpty();
    }

    @Test
    void endOthers_keepsOne() {
        Begun kept = begin("kept");
        List<Begun> others =
                IntStream.range(0, 5).mapToObj(i -> begin("other " + i)).toList();

        assertThat(logins.endOthers(user, kept.login().handle())).contains(Reach.ALL_DCS);

        others.forEach(other -> assertThat(logins.check(other.token())).isEmpty());
        assertThat(Logins.over(store, recheckingAlways()).check(kept.token())).isPresent();
        assertThat(logins.list(user))
                .extracting(Login::handle)
                .containsExactly(kept.login().handle());
        Begun later = begin("later");
        assertThat(logins.endOthers(user, later.login().handle())).contains(Reach.ALL_DCS);
        assertThat(logins.check(kept.token())).isEmpty();
        assertThat(Logins.over(store, recheckingAlways()).check(later.token())).isPresent();
    }

    @Test
    void endOthersTwiceAtOnce_keepsTheOne() throws Exception {
        Logins other = Logins.over(store, recheckingAlways());
        for (int round = 0; round < ROUNDS; round++) {
            Begun kept = begin("kept");
            Begun ended = begin("ended");
            together(
                    () -> logins.endOthers(user, kept.login().handle()),
                    () -> other.endOthers(user, kept.login().handle()));
            assertThat(other.check(kept.token()))
                    .as("round %s: the kept one", round)
                    .isPresent();
            assertThat(other.check(ended.token()))
                    .as("round %s: the other one", round)
                    .isEmpty();
            other.endAll(user);
        }
    }

    @Test
    void loginWhoseSessionIsTooLarge_endsNothing() {
        LoginOptions one = new LoginOptions(
                OPTIONS.idle(), OPTIONS.absolute(), 1, AtLimit.END_OLDEST, Duration.ZERO, OPTIONS.seenWrites());
        Logins bounded = Logins.over(store, one);
        Begun there = bounded.begin(user, Map.of(), new byte[0]);
        byte[] large = new byte[store.traits().maxValueBytes()];
        assertThatIllegalArgumentException().isThrownBy(() -> bounded.begin(user, Map.of(), large));
        assertThat(bounded.check(there.token())).isPresent();
        assertThat(bounded.list(user)).hasSize(1);
        Current current = bounded.check(there.token()).orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> bounded.save(current, large));
    }

    @Test
    void entryThatCannotBeRead_stopsOnlyWhoNeedsIt() {
        Begun readable = begin("readable");
        Begun unreadable = begin("unreadable");
        byte[] later = {99, 1, 2, 3};
        store.groups()
                .change(
                        Secrets.groupKey(user),
                        GroupChanges.builder()
                                .put(unreadable.login().handle(), later, Ttl.of(Duration.ofHours(1)))
                                .build());
        Logins other = Logins.over(store, recheckingAlways());
        assertThat(other.check(readable.token())).isPresent();
        assertThat(other.list(user)).hasSize(1);
        assertThatIllegalStateException().isThrownBy(() -> other.check(unreadable.token()));
        assertThat(other.endAll(user)).isEqualTo(Reach.ALL_DCS);
        assertThat(other.check(readable.token())).isEmpty();
        assertThat(other.check(unreadable.token())).isEmpty();
    }

    @Test
    void endAll_endsAll_andALaterLoginWorks() {
        for (int round = 0; round < 3; round++) {
            List<Begun> all =
                    IntStream.range(0, 3).mapToObj(i -> begin("device " + i)).toList();
            all.forEach(each -> assertThat(logins.check(each.token())).isPresent());
            assertThat(logins.endAll(user)).isEqualTo(Reach.ALL_DCS);
            all.forEach(each -> assertThat(logins.check(each.token())).isEmpty());
            assertThat(logins.list(user)).isEmpty();
        }
        Begun later = begin("later");
        assertThat(Logins.over(store, recheckingAlways()).check(later.token())).isPresent();
        assertThat(logins.endAll("nobody " + user)).isEqualTo(Reach.ALL_DCS);
    }

    @Test
    void rename_givesAnotherToken_andEndsTheOldOne() {
        Begun phone = begin("phone");
        logins.check(phone.token());
        Renamed renamed = logins.rename(phone.token(), Renewal.KEEP_TIMES).orElseThrow();
        String token = renamed.token();
        assertThat(renamed.reach()).isEqualTo(Reach.ALL_DCS);
        logins.save(renamed.current(), "renamed".getBytes(UTF_8));

        assertThat(logins.check(phone.token())).isEmpty();
        Current current = logins.check(token).orElseThrow();
        assertThat(current.handle()).isEqualTo(phone.login().handle());
        assertThat(text(current)).isEqualTo("renamed");
        assertThat(logins.list(user, token)).singleElement().matches(Login::current);
        String again =
                logins.rename(token, Renewal.REAUTHENTICATED).orElseThrow().token();
        assertThat(logins.check(token)).isEmpty();
        assertThat(logins.end(user, phone.login().handle())).isPresent();
        assertThat(logins.check(again)).isEmpty();
        assertThat(logins.rename(again, Renewal.KEEP_TIMES)).isEmpty();
    }

    @Test
    void renamesAtOnce_neverLeaveTwoValidTokens() throws Exception {
        Logins other = Logins.over(store, recheckingAlways());
        for (int round = 0; round < ROUNDS; round++) {
            Begun phone = begin("phone");
            List<Optional<Renamed>> renamed = together(
                    () -> logins.rename(phone.token(), Renewal.KEEP_TIMES),
                    () -> other.rename(phone.token(), Renewal.KEEP_TIMES));
            List<String> tokens = new ArrayList<>(List.of(phone.token()));
            renamed.forEach(each -> each.map(Renamed::token).ifPresent(tokens::add));
            assertThat(tokens.stream().filter(token -> other.check(token).isPresent()))
                    .as("round %s: valid tokens", round)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void whatBeginsBesideEndAll_isInTheListOrOver() throws Exception {
        Logins other = Logins.over(store, recheckingAlways());
        for (int round = 0; round < ROUNDS; round++) {
            List<Object> done = together(() -> begin("phone"), () -> other.endAll(user));
            Begun begun = (Begun) done.get(0);
            boolean valid = other.check(begun.token()).isPresent();
            assertThat(other.list(user).stream()
                            .map(Login::handle)
                            .toList()
                            .contains(begun.login().handle()))
                    .as("round %s: in the list, where valid is %s", round, valid)
                    .isEqualTo(valid);
            other.endAll(user);
            assertThat(other.check(begun.token())).as("round %s", round).isEmpty();
        }
    }

    @Test
    void saves_followEachOther_andAStaleOneHasNoEffect() {
        Begun phone = begin("phone");
        Current stale = logins.check(phone.token()).orElseThrow();
        Current saved = logins.save(stale, "1".getBytes(UTF_8));
        logins.save(saved, "2".getBytes(UTF_8));
        logins.save(logins.check(phone.token()).orElseThrow(), "3".getBytes(UTF_8));
        logins.save(stale, "stale".getBytes(UTF_8));
        assertThat(text(logins.check(phone.token()).orElseThrow())).isEqualTo("3");
    }

    @Test
    void loginsBeyondTheLimit_endTheOldest_orAreRefused() {
        LoginOptions few = new LoginOptions(
                OPTIONS.idle(), OPTIONS.absolute(), 2, AtLimit.END_OLDEST, Duration.ZERO, OPTIONS.seenWrites());
        LoginOptions refusing = new LoginOptions(
                OPTIONS.idle(), OPTIONS.absolute(), 2, AtLimit.REFUSE, Duration.ZERO, OPTIONS.seenWrites());
        Logins bounded = Logins.over(store, few);
        List<Begun> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            begun.add(bounded.begin(user, Map.of(), new byte[0]));
        }
        assertThat(begun.stream().filter(each -> bounded.check(each.token()).isPresent()))
                .hasSize(2);
        assertThat(bounded.check(begun.get(4).token())).isPresent();
        assertThat(bounded.list(user)).hasSize(2);
        assertThatThrownBy(() -> Logins.over(store, refusing).begin(user, Map.of(), new byte[0]))
                .isInstanceOf(TooManyLoginsException.class)
                .hasMessageContaining("2 logins");
        assertThat(bounded.list(user)).hasSize(2);
    }

    @Test
    void argumentsOutOfBounds_areRefused() {
        byte[] bytes = new byte[0];
        for (String wrong : List.of("", "u".repeat(1_025), "\ud800")) {
            assertThatIllegalArgumentException().isThrownBy(() -> logins.begin(wrong, Map.of(), bytes));
            assertThatIllegalArgumentException().isThrownBy(() -> logins.list(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> logins.endAll(wrong));
        }
        Map<String, String> large = Map.of("agent", "a".repeat(1_020));
        assertThatIllegalArgumentException().isThrownBy(() -> logins.begin(user, large, bytes));
        String nothing = nothing();
        assertThatNullPointerException().isThrownBy(() -> logins.check(nothing));
        assertThatNullPointerException().isThrownBy(() -> logins.logout(nothing));
        assertThatNullPointerException().isThrownBy(() -> logins.endAll(nothing));
        assertThatNullPointerException().isThrownBy(() -> logins.begin(user, Map.of(), LoginRules.<byte[]>nothing()));
        String token = begin("phone").token();
        assertThatNullPointerException().isThrownBy(() -> logins.rename(token, nothing()));
        logins.endAll(user);
        Map<String, String> fits = Map.of("agent", "\ud83d\ude00".repeat(500));
        assertThat(logins.begin(user, fits, bytes).login().attributes()).isEqualTo(fits);
        assertThat(logins.list(user)).extracting(Login::attributes).containsExactly(fits);
    }

    @Test
    void noText_hasASecret() {
        Begun phone = begin("phone");
        Current current = logins.check(phone.token()).orElseThrow();
        for (Object shown : List.of(phone, phone.login(), current, logins.list(user))) {
            assertThat(shown.toString())
                    .doesNotContain(phone.token(), phone.login().handle(), user);
        }
    }

    /** Returns null, for a parameter that isn't nullable. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    /** Makes two calls at the same time, and returns what they return. */
    @SafeVarargs
    static <T> List<T> together(Callable<? extends T>... calls) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(calls.length);
        ExecutorService threads = Executors.newFixedThreadPool(calls.length);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<? extends T> call : calls) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return call.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
