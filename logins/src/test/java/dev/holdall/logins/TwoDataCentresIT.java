package dev.holdall.logins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A login in each of two data centres that are cut off from each other, and an "end all" in one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoDataCentresIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LoginOptions options =
            new LoginOptions(Duration.ofHours(1), Duration.ofDays(1), 10, AtLimit.END_OLDEST, Duration.ZERO, 10);
    private final String user = "user " + UUID.randomUUID();

    abstract SessionStore storeOfA();

    abstract SessionStore storeOfB();

    abstract void cut();

    abstract void heal();

    abstract void stop();

    @Test
    void endAll_whileTheLinkIsCut_endsTheLoginsOfBoth_whenItIsHealed() {
        Logins a = Logins.over(storeOfA(), options);
        Logins b = Logins.over(storeOfB(), options);
        Begun before = a.begin(user, Map.of(), new byte[0]);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(b.list(user)).hasSize(1));
        assertThat(b.check(before.token())).isPresent();

        cut();
        Begun inA = a.begin(user, Map.of(), new byte[0]);
        Begun inB = b.begin(user, Map.of(), new byte[0]);
        assertThat(b.check(inB.token())).isPresent();
        assertThat(a.endAll(user)).isEqualTo(Reach.LOCAL_DC);
        assertThat(a.check(inA.token())).isEmpty();
        assertThat(a.check(before.token())).isEmpty();

        heal();
        for (Logins each : new Logins[] {a, b}) {
            for (Begun begun : new Begun[] {before, inA, inB}) {
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(SessionStoreException.class)
                        .untilAsserted(
                                () -> assertThat(each.check(begun.token())).isEmpty());
            }
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(SessionStoreException.class)
                    .untilAsserted(() -> assertThat(each.list(user)).isEmpty());
        }
        Begun later = b.begin(user, Map.of(), new byte[0]);
        assertThat(b.check(later.token())).isPresent();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(a.check(later.token())).isPresent());
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .untilAsserted(() -> assertThat(a.endAll(user)).isEqualTo(Reach.ALL_DCS));
        assertThat(b.check(later.token())).isEmpty();
    }

    @AfterAll
    void close() {
        storeOfA().close();
        storeOfB().close();
        stop();
    }
}
