package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.internal.bench.Face;
import dev.holdall.tck.internal.bench.Rule;
import dev.holdall.tck.internal.bench.RuleGroup;
import dev.holdall.tck.internal.bench.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;

/** CON-01 to CON-03: processes whose clocks differ. */
public interface ClockRules extends RuleGroup {

    @Rule
    @DisplayName("CON-01: a version beyond max-clock-skew is reported to the observers, and as a WARN")
    default void versionBeyondTheBound_isReported(Face face) {
        List<BiConsumer<SessionStore, String>> readings =
                List.of(SessionStore::get, SessionStore::getEntry, (store, key) -> store.getAll(List.of(key)));
        for (BiConsumer<SessionStore, String> reading : readings) {
            String key = writtenAhead(face, bench().backend());
            ObserverRules.Recorder recorder = new ObserverRules.Recorder();
            SessionStore store = bench().store(face, builder -> builder.observer(recorder));
            int loggedBefore = bench().evidence().logged().size();
            reading.accept(store, key);
            assertThat(recorder.nextIncident()).isEqualTo(Incident.CLOCK_SKEW);
            assertThat(bench().evidence().logged().stream().skip(loggedBefore))
                    .as("logged")
                    .anyMatch(line -> line.startsWith("WARN") && line.contains("max-clock-skew"));
        }
    }

    @Rule
    @DisplayName("CON-01: a version beyond max-clock-skew is not followed")
    default void versionBeyondTheBound_isNotFollowed(Face face) {
        SessionBackend backend = bench().anotherBackend();
        String key = writtenAhead(face, backend);
        SessionStore store = bench().store(face, backend, builder -> builder);
        Version ahead = store.getEntry(key).orElseThrow().version();
        assertThat(store.set(bench().key(), bench().value("new"))).isLessThan(ahead);
    }

    @Rule
    @DisplayName("CON-01: a version within max-clock-skew is followed, and not reported")
    default void versionWithinTheBound_isFollowed(Face face) {
        SessionBackend backend = bench().anotherBackend();
        String key = writtenAhead(face, backend);
        ObserverRules.Recorder recorder = new ObserverRules.Recorder();
        SessionStore store = bench().store(
                        face, backend, builder -> builder.maxClockSkew(WIDE).observer(recorder));
        Version ahead = store.getEntry(key).orElseThrow().version();
        assertThat(store.set(bench().key(), bench().value("new"))).isGreaterThan(ahead);
        recorder.assertNoIncident();
    }

    @Rule
    @DisplayName("CON-02: with clocks ten minutes apart and a wider bound, a write after a read is never lost")
    default void writeAfterRead_isNeverLost(Face face) {
        for (Duration skew : SKEWS) {
            SessionStore skewed = bench().store(
                            face, builder -> builder.clock(bench().clock(skew)).maxClockSkew(WIDE));
            SessionStore accurate = bench().store(face, builder -> builder.maxClockSkew(WIDE));
            assertNoWriteIsLost(skewed, accurate, skew);
            assertNoWriteIsLost(accurate, skewed, skew);
        }
    }

    @Rule
    @DisplayName("CON-03: whatever the clocks, update replaces what it has read, and loses to later writes")
    default void update_keepsItsPromisesWhateverTheClocks(Face face) {
        for (Duration skew : SKEWS) {
            SessionStore skewed = bench().store(face, builder -> builder.clock(bench().clock(skew)));
            SessionStore accurate = bench().store(face);
            assertUpdateKeepsItsRules(skewed, accurate, skew);
            assertUpdateKeepsItsRules(accurate, skewed, skew);
        }
    }

    @Rule
    @Waits
    @DisplayName("CON-03: whatever the clocks, changeTTL answers and acts as it should")
    default void changeTtl_keepsItsPromisesWhateverTheClocks(Face face) {
        SessionStore accurate = bench().store(face);
        SessionStore ahead = bench().store(face, builder -> builder.clock(bench().clock(SKEWS.get(0))));
        SessionStore behind = bench().store(face, builder -> builder.clock(bench().clock(SKEWS.get(1))));
        String byBehind = bench().key();
        String byAhead = bench().key();
        ahead.set(byBehind, bench().value("new"), Ttl.never());
        behind.set(byAhead, bench().value("new"), Ttl.of(bench().brief()));
        assertThat(behind.changeTTL(byBehind, Ttl.of(bench().brief()))).isTrue();
        assertThat(ahead.changeTTL(byAhead, Ttl.never())).isTrue();
        assertThat(behind.changeTTL(bench().key(), Ttl.never())).isFalse();
        assertThat(accurate.get(byBehind)).as("within its new TTL").contains(bench().value("new"));
        bench().passTtl(bench().brief());
        assertThat(accurate.get(byBehind)).as("after its new TTL").isEmpty();
        assertThat(accurate.get(byAhead)).as("given Ttl.never()").contains(bench().value("new"));
    }

    /** How far the skewed clocks are from the accurate one. */
    List<Duration> SKEWS = List.of(Duration.ofMinutes(10), Duration.ofMinutes(-10));

    /** A {@code max-clock-skew} that allows all of these skews. */
    Duration WIDE = Duration.ofHours(1);

    private String writtenAhead(Face face, SessionBackend backend) {
        String key = bench().key();
        bench().store(face, backend, builder -> builder.clock(bench().clock(SKEWS.get(0))))
                .set(key, bench().value("ahead"));
        return key;
    }

    private void assertNoWriteIsLost(SessionStore first, SessionStore second, Duration skew) {
        String set = bench().key();
        String deleted = bench().key();
        String setAll = bench().key();
        List.of(set, deleted, setAll).forEach(key -> first.set(key, bench().value("first")));
        second.get(set);
        second.getEntry(deleted);
        second.getAll(List.of(setAll));
        second.set(set, bench().value("second"));
        second.delete(deleted);
        second.setAll(Map.of(setAll, bench().value("second")));
        assertThat(first.get(set)).as("set, clocks %s apart", skew).contains(bench().value("second"));
        assertThat(first.get(deleted)).as("deleted, clocks %s apart", skew).isEmpty();
        assertThat(first.get(setAll)).as("setAll, clocks %s apart", skew).contains(bench().value("second"));
    }

    /** Makes several updates, each based on the version that the one before it returned. */
    private void updateInARow(SessionStore store, String key, Version seen) {
        Version base = seen;
        for (int i = 1; i < UpdateRules.UPDATES_IN_A_ROW; i++) {
            base = store.update(key, base, bench().value("saved " + i));
        }
        store.update(key, base, bench().value("updated"));
    }

    private void assertUpdateKeepsItsRules(SessionStore writing, SessionStore updating, Duration skew) {
        String replaced = bench().key();
        String rewritten = bench().key();
        String deleted = bench().key();
        for (String key : List.of(replaced, rewritten, deleted)) {
            writing.set(key, bench().value("first"));
        }
        Entry seenReplaced = updating.getEntry(replaced).orElseThrow();
        Entry seenRewritten = updating.getEntry(rewritten).orElseThrow();
        Entry seenDeleted = updating.getEntry(deleted).orElseThrow();
        bench().time().pass(Duration.ofMillis(1));
        writing.set(rewritten, bench().value("later"));
        writing.delete(deleted);
        updateInARow(updating, replaced, seenReplaced.version());
        updateInARow(updating, rewritten, seenRewritten.version());
        updateInARow(updating, deleted, seenDeleted.version());
        assertThat(writing.get(replaced)).as("updated, clocks %s apart", skew).contains(bench().value("updated"));
        assertThat(writing.get(rewritten))
                .as("set before the update, clocks %s apart", skew)
                .contains(bench().value("later"));
        assertThat(writing.get(deleted))
                .as("deleted before the update, clocks %s apart", skew)
                .isEmpty();
    }
}
