package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.Counters;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.Fixture;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.fixture.Waits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** CON-01 to CON-03 and CON-06: processes whose clocks differ, and a clock that is corrected. */
public interface ClockRules extends RuleGroup {

    @Rule
    @DisplayName("CON-01: a version beyond max-clock-skew is reported to the observers, and as a WARN")
    default void CON_01_versionBeyondTheBound_isReported(Face face) {
        List<BiConsumer<SessionStore, String>> readings =
                List.of(SessionStore::get, SessionStore::getEntry, (store, key) -> store.getAll(List.of(key)));
        for (BiConsumer<SessionStore, String> reading : readings) {
            String key = writtenAhead(face, fixture().backend());
            ObserverRules.Recorder recorder = new ObserverRules.Recorder();
            SessionStore store = fixture().store(face, builder -> builder.observer(recorder));
            int loggedBefore = fixture().leaks().logged().size();
            reading.accept(store, key);
            assertThat(recorder.nextIncident()).isEqualTo(Incident.CLOCK_SKEW);
            assertThat(fixture().leaks().logged().stream().skip(loggedBefore))
                    .as("logged")
                    .anyMatch(line -> line.startsWith("WARN") && line.contains("max-clock-skew"));
        }
    }

    @Rule
    @DisplayName("CON-01: a version beyond max-clock-skew is not followed")
    default void CON_01_versionBeyondTheBound_isNotFollowed(Face face) {
        SessionBackend backend = fixture().anotherBackend();
        String key = writtenAhead(face, backend);
        SessionStore store = fixture().store(face, backend, builder -> builder);
        Version ahead = store.getEntry(key).orElseThrow().version();
        assertThat(store.set(fixture().key(), fixture().value("new"))).isLessThan(ahead);
    }

    @Rule
    @DisplayName("CON-01: a version within max-clock-skew is followed, and not reported")
    default void CON_01_versionWithinTheBound_isFollowed(Face face) {
        SessionBackend backend = fixture().anotherBackend();
        String key = writtenAhead(face, backend);
        ObserverRules.Recorder recorder = new ObserverRules.Recorder();
        SessionStore store = fixture()
                .store(face, backend, builder -> builder.maxClockSkew(WIDE).observer(recorder));
        Version ahead = store.getEntry(key).orElseThrow().version();
        assertThat(store.set(fixture().key(), fixture().value("new"))).isGreaterThan(ahead);
        recorder.assertNoIncident();
    }

    @Rule
    @DisplayName("CON-01: where the clocks agree nothing is reported, whatever the verb, on revoked keys too")
    default void CON_01_everyVerb_whereTheClocksAgree_reportsNothing(Face face) {
        ObserverRules.Recorder recorder = new ObserverRules.Recorder();
        SessionStore store = fixture().store(face, fixture().anotherBackend(), builder -> builder.observer(recorder));
        for (Verb verb : Verb.values()) {
            String key = fixture().key();
            for (int i = 0; i < 2; i++) {
                Version seen = store.set(key, Counters.format(7));
                verb.call(store, key, seen, Counters.format(8), Ttl.never());
                store.get(key);
                store.revoke(key);
            }
        }
        recorder.assertNoClockSkew();
    }

    @Rule
    @DisplayName("CON-02: with clocks ten minutes apart and a wider bound, a write after a read is never lost")
    default void CON_02_writeAfterRead_isNeverLost(Face face) {
        for (Duration skew : SKEWS) {
            SessionStore skewed = fixture()
                    .store(face, builder -> builder.clock(fixture().clock(skew)).maxClockSkew(WIDE));
            SessionStore accurate = fixture().store(face, builder -> builder.maxClockSkew(WIDE));
            assertNoWriteIsLost(skewed, accurate, skew);
            assertNoWriteIsLost(accurate, skewed, skew);
        }
    }

    @Rule
    @DisplayName("CON-03: whatever the clocks, update replaces what it has read, and loses to later writes")
    default void CON_03_update_keepsItsPromisesWhateverTheClocks(Face face) {
        for (Duration skew : SKEWS) {
            SessionStore skewed =
                    fixture().store(face, builder -> builder.clock(fixture().clock(skew)));
            SessionStore accurate = fixture().store(face);
            assertUpdateKeepsItsRules(skewed, accurate, skew);
            assertUpdateKeepsItsRules(accurate, skewed, skew);
        }
    }

    @Rule
    @Waits
    @DisplayName("CON-03: whatever the clocks, changeTTL answers and acts as it should")
    default void CON_03_changeTTL_keepsItsPromisesWhateverTheClocks(Face face) {
        SessionStore accurate = fixture().store(face);
        SessionStore ahead =
                fixture().store(face, builder -> builder.clock(fixture().clock(SKEWS.get(0))));
        SessionStore behind =
                fixture().store(face, builder -> builder.clock(fixture().clock(SKEWS.get(1))));
        String byBehind = fixture().key();
        String byAhead = fixture().key();
        ahead.set(byBehind, fixture().value("new"), Ttl.never());
        behind.set(byAhead, fixture().value("new"), Ttl.of(fixture().brief()));
        assertThat(behind.changeTTL(byBehind, Ttl.of(fixture().brief()))).isTrue();
        assertThat(ahead.changeTTL(byAhead, Ttl.never())).isTrue();
        assertThat(behind.changeTTL(fixture().key(), Ttl.never())).isFalse();
        assertThat(accurate.get(byBehind))
                .as("within its new TTL")
                .contains(fixture().value("new"));
        fixture().passTtl(fixture().brief());
        assertThat(accurate.get(byBehind)).as("after its new TTL").isEmpty();
        assertThat(accurate.get(byAhead))
                .as("given Ttl.never()")
                .contains(fixture().value("new"));
    }

    @Rule
    @DisplayName("CON-06: after a clock was ahead and is right again, keys written from then on have right versions")
    default void CON_06_clockAheadForAMoment_leavesLaterKeysAlone(Face face) {
        SessionBackend backend = fixture().anotherBackend();
        Corrected corrected = new Corrected(fixture());
        SessionStore store = fixture().store(face, backend, builder -> builder.clock(corrected));
        SessionStore other = fixture().store(face, backend, builder -> builder);
        store.set(fixture().key(), fixture().value("ahead"));
        store.setAll(Map.of(fixture().key(), fixture().value("ahead")));
        corrected.correct();
        String set = fixture().key();
        String setAll = fixture().key();
        Version version = store.set(set, fixture().value("right"));
        store.setAll(Map.of(setAll, fixture().value("right")));
        fixture().time().pass(Duration.ofMillis(1));
        assertThat(version)
                .as("the version of a set, beside that of a later set by an accurate clock")
                .isLessThan(other.set(fixture().key(), fixture().value("later")));
        other.delete(set);
        other.delete(setAll);
        assertThat(other.get(set)).as("set, then deleted by another process").isEmpty();
        assertThat(other.get(setAll))
                .as("set in bulk, then deleted by another process")
                .isEmpty();
    }

    @Rule
    @DisplayName("CON-06: after a clock was ahead and is right again, later writes of a key win over earlier ones")
    default void CON_06_clockAheadForAMoment_keepsTheOrderOfEachKey(Face face) {
        SessionBackend backend = fixture().anotherBackend();
        Corrected corrected = new Corrected(fixture());
        SessionStore store = fixture().store(face, backend, builder -> builder.clock(corrected));
        List<String> keys = Stream.generate(fixture()::key).limit(5).toList();
        keys.forEach(key -> store.set(key, fixture().value("ahead")));
        Version seen = store.getEntry(keys.get(4)).orElseThrow().version();
        corrected.correct();
        store.set(keys.get(0), fixture().value("later"));
        store.setAll(Map.of(keys.get(1), fixture().value("later")));
        store.delete(keys.get(2));
        store.revoke(keys.get(3));
        store.update(keys.get(4), seen, fixture().value("later"));
        for (int index : List.of(0, 1, 4)) {
            assertThat(store.get(keys.get(index)))
                    .as("key %s", index)
                    .contains(fixture().value("later"));
        }
        assertThat(store.get(keys.get(2))).as("deleted").isEmpty();
        assertThat(store.get(keys.get(3))).as("revoked").isEmpty();
    }

    @Rule
    @DisplayName("CON-06: a process whose clock was ahead reports it, and so does its write that has to stay ahead")
    default void CON_06_clockAheadForAMoment_isReported(Face face) {
        SessionBackend backend = fixture().anotherBackend();
        Corrected corrected = new Corrected(fixture());
        ObserverRules.Recorder recorder = new ObserverRules.Recorder();
        SessionStore store = fixture()
                .store(face, backend, builder -> builder.clock(corrected).observer(recorder));
        int loggedBefore = fixture().leaks().logged().size();
        String ahead = fixture().key();
        Version first = store.set(ahead, fixture().value("ahead"));
        recorder.assertNoIncident();
        corrected.correct();
        store.set(fixture().key(), fixture().value("right"));
        assertThat(recorder.nextIncident()).isEqualTo(Incident.CLOCK_SKEW);
        assertThat(fixture().leaks().logged().stream().skip(loggedBefore))
                .as("logged")
                .anyMatch(line -> line.startsWith("WARN") && line.contains("gone back"));
        recorder.assertNoIncident();
        assertThat(store.set(ahead, fixture().value("later"))).isGreaterThan(first);
        assertThat(recorder.nextIncident()).isEqualTo(Incident.CLOCK_SKEW);
    }

    /** A clock that is a day ahead, until it is corrected. */
    final class Corrected implements InstantSource {

        private final InstantSource accurate;
        private volatile InstantSource current;

        Corrected(Fixture fixture) {
            accurate = fixture.clock(Duration.ZERO);
            current = fixture.clock(Duration.ofDays(1));
        }

        void correct() {
            current = accurate;
        }

        @Override
        public Instant instant() {
            return current.instant();
        }
    }

    /** How far the skewed clocks are from the accurate one. */
    List<Duration> SKEWS = List.of(Duration.ofMinutes(10), Duration.ofMinutes(-10));

    /** A {@code max-clock-skew} that allows all of these skews. */
    Duration WIDE = Duration.ofHours(1);

    private String writtenAhead(Face face, SessionBackend backend) {
        String key = fixture().key();
        fixture()
                .store(face, backend, builder -> builder.clock(fixture().clock(SKEWS.get(0))))
                .set(key, fixture().value("ahead"));
        return key;
    }

    private void assertNoWriteIsLost(SessionStore first, SessionStore second, Duration skew) {
        String set = fixture().key();
        String deleted = fixture().key();
        String setAll = fixture().key();
        List.of(set, deleted, setAll).forEach(key -> first.set(key, fixture().value("first")));
        second.get(set);
        second.getEntry(deleted);
        second.getAll(List.of(setAll));
        second.set(set, fixture().value("second"));
        second.delete(deleted);
        second.setAll(Map.of(setAll, fixture().value("second")));
        assertThat(first.get(set))
                .as("set, clocks %s apart", skew)
                .contains(fixture().value("second"));
        assertThat(first.get(deleted)).as("deleted, clocks %s apart", skew).isEmpty();
        assertThat(first.get(setAll))
                .as("setAll, clocks %s apart", skew)
                .contains(fixture().value("second"));
    }

    /** Makes several updates, each based on the version that the one before it returned. */
    private void updateInARow(SessionStore store, String key, Version seen) {
        Version base = seen;
        for (int i = 1; i < UpdateRules.UPDATES_IN_A_ROW; i++) {
            base = store.update(key, base, fixture().value("saved " + i));
        }
        store.update(key, base, fixture().value("updated"));
    }

    private void assertUpdateKeepsItsRules(SessionStore writing, SessionStore updating, Duration skew) {
        String replaced = fixture().key();
        String rewritten = fixture().key();
        String deleted = fixture().key();
        for (String key : List.of(replaced, rewritten, deleted)) {
            writing.set(key, fixture().value("first"));
        }
        Entry seenReplaced = updating.getEntry(replaced).orElseThrow();
        Entry seenRewritten = updating.getEntry(rewritten).orElseThrow();
        Entry seenDeleted = updating.getEntry(deleted).orElseThrow();
        fixture().time().pass(Duration.ofMillis(1));
        writing.set(rewritten, fixture().value("later"));
        writing.delete(deleted);
        updateInARow(updating, replaced, seenReplaced.version());
        updateInARow(updating, rewritten, seenRewritten.version());
        updateInARow(updating, deleted, seenDeleted.version());
        assertThat(writing.get(replaced))
                .as("updated, clocks %s apart", skew)
                .contains(fixture().value("updated"));
        assertThat(writing.get(rewritten))
                .as("set before the update, clocks %s apart", skew)
                .contains(fixture().value("later"));
        assertThat(writing.get(deleted))
                .as("deleted before the update, clocks %s apart", skew)
                .isEmpty();
    }
}
