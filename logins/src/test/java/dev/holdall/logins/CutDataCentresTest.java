package dev.holdall.logins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.GroupChanges;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import dev.holdall.logins.internal.Secrets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two data centres that are cut off from each other: two stores, whose entries this test copies when the cut is healed.
 */
class CutDataCentresTest {

    private static final String USER = "user";
    private static final String GROUP = Secrets.groupKey(USER);
    private static final LoginOptions OPTIONS =
            new LoginOptions(Duration.ofHours(1), Duration.ofDays(1), 10, AtLimit.END_OLDEST, Duration.ZERO, 10);

    private final SessionStore storeOfA =
            SessionStores.builder("a").backend("memory").open();
    private final SessionStore storeOfB =
            SessionStores.builder("b").backend("memory").open();
    private final Logins a = Logins.over(storeOfA, OPTIONS);
    private final Logins b = Logins.over(storeOfB, OPTIONS);

    @AfterEach
    void close() {
        storeOfA.close();
        storeOfB.close();
    }

    private static void copyList(SessionStore from, SessionStore to) {
        Map<String, Entry> entries = from.groups().get(GROUP);
        GroupChanges.Builder changes = GroupChanges.builder();
        entries.forEach((name, entry) -> changes.put(name, entry.value(), Ttl.of(Duration.ofHours(1))));
        if (!entries.isEmpty()) {
            to.groups().change(GROUP, changes.build());
        }
    }

    private static void copySession(Begun begun, SessionStore from, SessionStore to) {
        String key = Secrets.sessionKey(begun.token());
        from.getEntry(key).ifPresent(entry -> to.set(key, entry.value()));
    }

    @Test
    void endAll_inOneDataCentre_endsWhatBeganInTheOther() {
        Begun inA = a.begin(USER, Map.of(), new byte[0]);
        Begun inB = b.begin(USER, Map.of(), new byte[0]);
        a.endAll(USER);
        assertThat(b.check(inB.token())).as("while the cut lasts").isPresent();

        copyList(storeOfB, storeOfA);
        copyList(storeOfA, storeOfB);
        copySession(inB, storeOfB, storeOfA);
        assertThat(a.check(inA.token())).isEmpty();
        for (Logins each : new Logins[] {a, b}) {
            assertThat(each.check(inB.token())).isEmpty();
            assertThat(each.list(USER)).isEmpty();
        }
        Begun later = b.begin(USER, Map.of(), new byte[0]);
        assertThat(b.check(later.token())).isPresent();
    }

    @Test
    void endAll_inBothDataCentres_leavesNothing_andAnotherEndsWithOneMarker() {
        Begun inA = a.begin(USER, Map.of(), new byte[0]);
        Begun inB = b.begin(USER, Map.of(), new byte[0]);
        a.endAll(USER);
        b.endAll(USER);
        Begun laterInA = a.begin(USER, Map.of(), new byte[0]);
        copyList(storeOfB, storeOfA);
        assertThat(a.check(inA.token())).isEmpty();
        assertThat(a.check(inB.token())).isEmpty();
        assertThat(a.check(laterInA.token()))
                .as("b hasn't heard of it, so it is over: the price")
                .isEmpty();
        assertThat(storeOfA.groups().get(GROUP)).hasSize(2);
        a.endAll(USER);
        assertThat(storeOfA.groups().get(GROUP))
                .as("one marker replaces the others")
                .hasSize(1);
        Begun last = a.begin(USER, Map.of(), new byte[0]);
        assertThat(a.check(last.token())).isPresent();
    }
}
