package dev.holdall.benchmarks.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangedMapTest {

    private static final int MANY = 2 * SessionMaps.MAX_CHANGES_IN_A_ROW + 1;

    private final SessionStore store =
            SessionStores.builder("sessions").backend("memory").open();
    private final SessionMaps maps = store.maps();
    private final SessionMap created = maps.create("a", MapFields.initial(), Ttl.storeDefault());
    private final ChangedMap map = new ChangedMap(created, SessionMaps.MAX_CHANGES_IN_A_ROW);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void change_moreOftenThanIsAllowedInARow_readsTheMapAgain() {
        for (int i = 0; i < MANY; i++) {
            SessionMap before = stored();
            assertThat(map.take()).isTrue();
            map.change(maps);
            assertHasChanged(before, stored());
        }
    }

    @Test
    void changeAsync_moreOftenThanIsAllowedInARow_readsTheMapAgain() {
        for (int i = 0; i < MANY; i++) {
            SessionMap before = stored();
            assertThat(map.take()).isTrue();
            map.changeAsync(maps.async()).toCompletableFuture().join();
            assertHasChanged(before, stored());
        }
    }

    @Test
    void take_untilTheChangeHasEnded_isRefused() {
        assertThat(map.take()).isTrue();
        assertThat(map.take()).isFalse();

        map.change(maps);
        assertThat(map.take()).isTrue();
    }

    @Test
    void change_thatFails_givesTheMapBack() {
        ChangedMap toRead = new ChangedMap(created, 0);
        maps.delete("a");
        assertThat(toRead.take()).isTrue();

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> toRead.change(maps));
        assertThat(toRead.take()).isTrue();
    }

    private SessionMap stored() {
        return maps.get("a").orElseThrow();
    }

    /** Exactly one field has another version, and no field is new or missing. */
    private static void assertHasChanged(SessionMap before, SessionMap after) {
        assertThat(after.fields()).containsOnlyKeys(before.fields().keySet());
        assertThat(before.fields().keySet())
                .filteredOn(name -> !before.version(name).equals(after.version(name)))
                .hasSize(1);
    }
}
