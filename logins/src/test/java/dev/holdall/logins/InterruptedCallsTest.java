package dev.holdall.logins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdall.AsyncSessionStore;
import dev.holdall.EntryGroups;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ends each method after each of its writes, as the end of the process would: whatever is valid then is in the list,
 * and the method can be called again.
 */
class InterruptedCallsTest {

    private static final String USER = "user";
    private static final Set<String> WRITES = Set.of("set", "update", "changeTTL", "revoke", "change");

    private final SessionStore store =
            SessionStores.builder("logins").backend("memory").open();
    private final LoginOptions options =
            new LoginOptions(Duration.ofHours(1), Duration.ofDays(1), 3, AtLimit.END_OLDEST, Duration.ZERO, 10);
    private final Logins logins = Logins.over(store, options);

    private int writesLeft;

    private static final class ProcessEnded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Case(String name, Consumer<Logins> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String token = "";
    private static String handle = "";

    static Stream<Case> cases() {
        return Stream.of(
                new Case("begin", each -> each.begin(USER, Map.of(), new byte[0])),
                new Case("rename", each -> each.rename(token, Renewal.KEEP_TIMES)),
                new Case("end", each -> each.end(USER, handle)),
                new Case("logout", each -> each.logout(token)),
                new Case("endOthers", each -> each.endOthers(USER, handle)),
                new Case("endAll", each -> each.endAll(USER)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsValid_isInTheList_whereverACallEnds(Case method) {
        boolean finished = false;
        for (int writes = 0; !finished; writes++) {
            logins.endAll(USER);
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Begun begun = logins.begin(USER, Map.of(), new byte[0]);
                tokens.add(begun.token());
                token = begun.token();
                handle = begun.login().handle();
            }
            writesLeft = writes;
            finished = ends(method);
            writesLeft = Integer.MAX_VALUE;

            List<String> listed = logins.list(USER).stream().map(Login::handle).toList();
            for (String each : tokens) {
                logins.check(each)
                        .ifPresent(current -> assertThat(listed)
                                .as("after %s, when a login is valid", method)
                                .contains(current.handle()));
            }
            assertThatCode(() -> method.call().accept(logins)).doesNotThrowAnyException();
            logins.endAll(USER);
            tokens.forEach(each -> assertThat(logins.check(each)).isEmpty());
            assertThat(logins.list(USER)).isEmpty();
        }
    }

    /** Calls the method on a store that ends the process after some writes. Returns whether the method returned. */
    private boolean ends(Case method) {
        try {
            method.call().accept(Logins.over(seen(SessionStore.class, store), options));
            return true;
        } catch (ProcessEnded e) {
            return false;
        }
    }

    private <T> T seen(Class<T> type, T healthy) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (WRITES.contains(method.getName()) && writesLeft-- <= 0) {
                throw new ProcessEnded();
            }
            Object answer;
            try {
                answer = method.invoke(healthy, args);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
            if (answer instanceof EntryGroups groups) {
                return seen(EntryGroups.class, groups);
            }
            return answer instanceof AsyncSessionStore async ? seen(AsyncSessionStore.class, async) : answer;
        }));
    }
}
