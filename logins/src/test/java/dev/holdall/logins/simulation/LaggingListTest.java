package dev.holdall.logins.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.StoreUnavailableException;
import dev.holdall.config.SessionStores;
import dev.holdall.logins.AtLimit;
import dev.holdall.logins.Begun;
import dev.holdall.logins.Login;
import dev.holdall.logins.LoginOptions;
import dev.holdall.logins.Logins;
import dev.holdall.logins.Renewal;
import dev.holdall.logins.internal.Secrets;
import dev.holdall.logins.simulation.Replica.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A data centre that has a newer login already, but not yet the marker that this login knows. */
class LaggingListTest {

    private static final String USER = "user";

    private final World world = new World(new Random(1));
    private final SessionStore storeOfA = store(0);
    private final SessionStore storeOfB = store(1);
    private final Logins a = logins(storeOfA);
    private final Logins b = logins(storeOfB);

    private SessionStore store(int dataCentre) {
        return SessionStores.builder("dc" + dataCentre)
                .backend("simulated", context -> new SimulatedBackend(world, dataCentre))
                .clock(() -> Instant.ofEpochMilli(world.nowMillis()))
                .open();
    }

    private Logins logins(SessionStore store) {
        LoginOptions options =
                new LoginOptions(Duration.ofHours(1), Duration.ofDays(1), 10, AtLimit.END_OLDEST, Duration.ZERO, 10);
        return Logins.over(store, options, () -> Instant.ofEpochMilli(world.nowMillis()));
    }

    @AfterEach
    void close() {
        storeOfA.close();
        storeOfB.close();
    }

    @Test
    void loginThatKnowsANewerMarker_isNotTakenForEnded() {
        a.endAll(USER);
        world.settle();
        world.pass(1_000);
        world.cut(true);
        a.endAll(USER);
        Begun begun = a.begin(USER, Map.of(), new byte[0]);
        String handle = begun.login().handle();
        Map<Address, Cell> arrived = new HashMap<>();
        world.replica(0).group(Secrets.groupKey(USER)).forEach((address, cell) -> {
            if (address.name().equals(handle)) {
                arrived.put(address, cell);
            }
        });
        Address session = new Address(Secrets.sessionKey(begun.token()), "");
        arrived.put(session, world.replica(0).find(session).orElseThrow());
        world.replica(1).apply(arrived);

        assertThat(b.list(USER)).as("while the cut lasts").isEmpty();
        world.cut(false);
        assertThat(b.check(begun.token())).isPresent();
        assertThat(b.begin(USER, Map.of(), new byte[0]).others())
                .extracting(Login::handle)
                .containsExactly(handle);
        world.settle();
        assertThat(a.check(begun.token())).isPresent();
        assertThat(b.check(begun.token())).isPresent();
    }

    @Test
    void rename_ofALoginThatHasYetToArrive_givesItAnotherToken() {
        world.cut(true);
        Begun begun = a.begin(USER, Map.of(), new byte[0]);
        world.cut(false);
        String token = b.rename(begun.token(), Renewal.KEEP_TIMES).orElseThrow().token();
        world.settle();
        assertThat(a.check(token)).isPresent();
        assertThat(a.check(begun.token())).isEmpty();
    }

    @Test
    void logout_ofALoginThatHasYetToArrive_endsIt() {
        world.cut(true);
        Begun begun = a.begin(USER, Map.of(), new byte[0]);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .as("while the cut lasts")
                .isThrownBy(() -> b.logout(begun.token()));
        world.cut(false);
        assertThat(b.logout(begun.token())).contains(Reach.ALL_DCS);
        world.settle();
        assertThat(a.check(begun.token())).isEmpty();
        assertThat(b.check(begun.token())).isEmpty();
        assertThat(a.list(USER)).isEmpty();
    }
}
