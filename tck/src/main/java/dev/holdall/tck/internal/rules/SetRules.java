package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.Entry;
import dev.holdall.Outcome;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.Counters;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;

/** SET-01 to SET-04: a set is the last write, whatever was there and whatever the clocks say. */
public interface SetRules extends RuleGroup {

    @Rule
    @DisplayName("SET-01: set replaces whatever is there")
    default void SET_01_set_replacesWhateverIsThere(Face face) {
        SessionStore store = fixture().store(face);
        Map<String, BiConsumer<String, byte[]>> before = Map.of(
                "an absent key", (key, value) -> {},
                "a set", store::set,
                "a set of nothing", (key, value) -> store.set(key, new byte[0]),
                "a set of more", (key, value) -> store.set(key, new byte[10_000]),
                "an add", store::add,
                "an update", (key, value) -> store.update(key, store.set(key, value), value),
                "a compareAndSet", (key, value) -> store.compareAndSet(key, store.set(key, value), value),
                "a getOrCompute", (key, value) -> store.getOrCompute(key, Ttl.storeDefault(), () -> value),
                "a merge", (key, value) -> store.merge(key, found -> Optional.of(value), Ttl.storeDefault()),
                "an increment", (key, value) -> store.increment(key, 1, 1, Ttl.storeDefault()));
        before.forEach((name, write) -> {
            String key = fixture().key();
            write.accept(key, fixture().value("old"));
            store.set(key, fixture().value("new"));
            assertKey(store, key).as("after " + name).holds(fixture().value("new"));
        });
    }

    @Rule
    @DisplayName("SET-01: set returns a version greater than that of every earlier write of this store to the key")
    default void SET_01_set_returnsAGreaterVersionEachTime(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        Version last = new Version(0);
        for (int i = 0; i < 50; i++) {
            Version version = store.set(key, fixture().value(i));
            assertThat(version).isGreaterThan(last);
            last = store.getEntry(key).orElseThrow().version();
            switch (i % 4) {
                case 0 -> store.changeTTL(key, Ttl.never());
                case 1 -> store.update(key, last, fixture().value("updated"));
                case 2 -> store.compareAndSet(key, last, fixture().value("swapped"));
                default -> store.delete(key);
            }
        }
    }

    @Rule
    @DisplayName("SET-01: set replaces this store's own update of a version that only another process has read")
    default void SET_01_set_afterUpdateOfAVersionFromElsewhere_replaces(Face face) {
        SessionStore store = fixture().store(face);
        SessionStore ahead = storeWithClockOff(face, Duration.ofSeconds(30));
        String key = fixture().key();
        Version seenElsewhere = ahead.set(key, fixture().value("theirs"));
        store.update(key, seenElsewhere, fixture().value("updated"));
        store.set(key, fixture().value("set"));
        assertKey(store, key).holds(fixture().value("set"));
    }

    @Rule
    @DisplayName("SET-01: set returns a greater version each time, of a revoked key too")
    default void SET_01_set_ofRevokedKey_returnsAGreaterVersionEachTime(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.revoke(key);
        Version last = store.set(key, fixture().value("new"));
        for (int i = 0; i < 3; i++) {
            Version version = store.set(key, fixture().value(i));
            assertThat(version).isGreaterThan(last);
            last = version;
        }
    }

    @Rule
    @DisplayName("SET-01: set replaces what this store's conditional write made of an entry by a clock that is ahead")
    default void SET_01_set_afterConditionalWriteOfAnEntryByAClockAhead_replaces(Face face) {
        SessionStore ahead = storeWithClockOff(face, Duration.ofSeconds(30));
        Map<String, BiConsumer<SessionStore, String>> writes = Map.of(
                "compareAndSet",
                        (store, key) -> assertThat(store.compareAndSet(key, versionOf(ahead, key), Counters.format(2)))
                                .contains(versionOf(ahead, key)),
                "merge",
                        (store, key) -> assertThat(
                                        store.merge(key, found -> Optional.of(Counters.format(2)), Ttl.never()))
                                .map(Entry::version)
                                .contains(versionOf(ahead, key)));
        writes.forEach((name, write) -> {
            SessionStore store = fixture().store(face);
            String key = fixture().key();
            Version theirs = ahead.set(key, Counters.format(1));
            Throwable failure = catchThrowable(() -> write.accept(store, key));
            if (failure instanceof SessionStoreException refused
                    && !fixture().traits().comparesVersions()) {
                assertThat(refused.outcome()).as("a refused %s", name).isEqualTo(Outcome.NOT_APPLIED);
                assertKey(store, key).as("after a refused " + name).holds(Counters.format(1));
                return;
            }
            assertThat(failure).as(name).isNull();
            assertKey(store, key).as("after " + name).holds(Counters.format(2));
            assertThat(versionOf(ahead, key)).as("the version of %s", name).isGreaterThan(theirs);
            store.set(key, fixture().value("set"));
            assertKey(store, key).as("set after " + name).holds(fixture().value("set"));
        });
    }

    private static Version versionOf(SessionStore store, String key) {
        return store.getEntry(key).orElseThrow().version();
    }

    @Rule
    @DisplayName("SET-02: a write after a read has a greater version, even where this clock is behind the writer's")
    default void SET_02_write_afterRead_winsOverAClockAhead(Face face) {
        SessionStore ahead = storeWithClockOff(face, Duration.ofSeconds(30));
        Map<String, BiConsumer<SessionStore, String>> reads = Map.of(
                "get", SessionStore::get,
                "get latest", (store, key) -> store.get(key, Read.LATEST),
                "getEntry", SessionStore::getEntry,
                "getAll", (store, key) -> store.getAll(List.of(key)),
                "changeTTL", (store, key) -> store.changeTTL(key, Ttl.never()),
                "getOrCompute", (store, key) -> store.getOrCompute(key, Ttl.storeDefault(), () -> new byte[0]));
        reads.forEach((name, read) -> {
            assertSetWins(name, ahead, fixture().store(face), read);
            assertDeleteWins(name, ahead, fixture().store(face), read);
        });
    }

    @Rule
    @DisplayName("SET-03: set after delete stores")
    default void SET_03_set_afterDelete_stores(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        for (int i = 0; i < 50; i++) {
            store.set(key, fixture().value(i));
            assertKey(store, key).holds(fixture().value(i));
            store.delete(key);
        }
    }

    @Rule
    @DisplayName("SET-04: where the backend compares versions, a set takes effect whatever the clocks say")
    default void SET_04_set_withoutRead_takesEffect(Face face) {
        onlyIf(fixture().traits().comparesVersions(), "the backend doesn't compare versions when it writes");
        SessionStore store = fixture().store(face);
        SessionStore ahead = storeWithClockOff(face, Duration.ofMinutes(2));
        String key = fixture().key();
        Version theirs = ahead.set(key, fixture().value("theirs"));
        assertThat(store.set(key, fixture().value("ours"))).isGreaterThan(theirs);
        assertKey(store, key).holds(fixture().value("ours"));
        ahead.delete(key);
        store.set(key, fixture().value("again"));
        assertKey(store, key)
                .as("after a delete by a clock ahead")
                .holds(fixture().value("again"));
    }

    @Rule
    @DisplayName(
            "SET-04: where the backend compares versions, a set takes effect over a version whose low half is full")
    default void SET_04_set_overAVersionWhoseLowHalfIsFull_takesEffect(Face face) {
        onlyIf(fixture().traits().comparesVersions(), "the backend doesn't compare versions when it writes");
        SessionStore store = fixture().store(face);
        // A backend may keep a version as two numbers of 32 bits. Then the next version has to carry.
        Instant now = fixture().time().clock().instant();
        long nowMicros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
        Instant full = Instant.EPOCH.plus(nowMicros | 0xFFFF_FFFFL, ChronoUnit.MICROS);
        SessionStore ahead = fixture().store(face, builder -> builder.clock(() -> full));
        String key = fixture().key();
        Version theirs = ahead.set(key, fixture().value("theirs"));
        assertThat(theirs.micros() & 0xFFFF_FFFFL).as("the low half").isEqualTo(0xFFFF_FFFFL);
        assertThat(store.set(key, fixture().value("ours"))).isGreaterThan(theirs);
        assertKey(store, key).holds(fixture().value("ours"));
    }

    @Rule
    @DisplayName("SET-04: where the backend compares versions, a delete takes effect whatever the clocks say")
    default void SET_04_delete_withoutRead_takesEffect(Face face) {
        onlyIf(fixture().traits().comparesVersions(), "the backend doesn't compare versions when it writes");
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        storeWithClockOff(face, Duration.ofMinutes(2)).set(key, fixture().value("theirs"));
        store.delete(key);
        assertKey(store, key).isAbsent();
    }

    private void assertSetWins(
            String name, SessionStore ahead, SessionStore store, BiConsumer<SessionStore, String> read) {
        String key = fixture().key();
        Version theirs = ahead.set(key, fixture().value("theirs"));
        read.accept(store, key);
        assertThat(store.set(key, fixture().value("ours")))
                .as("set after " + name)
                .isGreaterThan(theirs);
        assertKey(store, key).as("set after " + name).holds(fixture().value("ours"));
    }

    private void assertDeleteWins(
            String name, SessionStore ahead, SessionStore store, BiConsumer<SessionStore, String> read) {
        String key = fixture().key();
        ahead.set(key, fixture().value("theirs"));
        read.accept(store, key);
        store.delete(key);
        assertKey(store, key).as("delete after " + name).isAbsent();
    }

    private SessionStore storeWithClockOff(Face face, Duration skew) {
        return fixture().store(face, builder -> builder.clock(fixture().clock(skew)));
    }
}
