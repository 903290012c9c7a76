package dev.holdall.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdall.EntryGroups;
import dev.holdall.FieldChanges;
import dev.holdall.GroupChanges;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is left of removed fields, of replaced maps and of removed entries of groups: a read passes over it. */
@Tag("deep")
class RemovedFieldsIT {

    private static final int LIVE = 20;
    private static final int ROUNDS = 50;
    private static final Ttl HOUR = Ttl.of(Duration.ofHours(1));

    private final SessionStore store =
            Stores.in(Clusters.oneNode(), Clusters.EQIAD, Clusters.MAPS).open();
    private final SessionMaps maps = store.maps();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void groupWithMoreTombstonesThanANodeLikes_isWarnedOf_once() {
        Logger log = (Logger) LoggerFactory.getLogger("dev.holdall.cassandra");
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        log.addAppender(logged);
        try {
            EntryGroups groups = store.groups();
            String key = Stores.newName("group");
            groups.change(key, removals(1_000));
            assertThat(groups.get(key)).isEmpty();
            assertThat(logged.list).isEmpty();

            groups.change(key, removals(1_001));
            for (int i = 0; i < 3; i++) {
                assertThat(groups.get(key)).isEmpty();
            }
            assertThat(logged.list).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.WARN);
                assertThat(event.getFormattedMessage())
                        .startsWith("sessions/cassandra: a group was read of which more entries were removed")
                        .doesNotContain(key);
            });
        } finally {
            log.detachAppender(logged);
        }
    }

    private static GroupChanges removals(int count) {
        GroupChanges.Builder changes = GroupChanges.builder();
        for (int i = 0; i < count; i++) {
            changes.remove("entry " + i);
        }
        return changes.build();
    }

    /** A map whose reads are timed. */
    @SuppressWarnings("ArrayRecordComponent") // They are never compared.
    private record Timed(String what, String key, long[] nanos) {

        Timed(String what, String key) {
            this(what, key, new long[ROUNDS]);
        }

        long median() {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[ROUNDS / 2];
        }
    }

    /** Prints how many times as long a read takes as that of a new map with as many fields. */
    @Test
    void readsOfWhatIsLeft_areTimed() {
        Timed fresh = new Timed("new", removed(0));
        List<Timed> all = new ArrayList<>(List.of(fresh));
        for (int count : new int[] {100, 300, 1_000, 2_000, 4_000}) {
            all.add(new Timed(count + " fields removed", removed(count)));
        }
        for (int count : new int[] {100, 1_000}) {
            all.add(new Timed("replaced " + count + " times", replaced(count)));
        }

        for (int round = 0; round < 2 * ROUNDS; round++) {
            for (Timed each : all) {
                long start = System.nanoTime();
                assertThat(maps.get(each.key).orElseThrow().fields()).hasSize(LIVE);
                each.nanos[round % ROUNDS] = System.nanoTime() - start;
            }
        }

        all.forEach(each -> System.out.printf(
                "a read of a map, %s: %.2f ms, %.1f times%n",
                each.what, each.median() / 1e6, (double) each.median() / fresh.median()));
    }

    /** Makes a map from which so many fields were removed. */
    private String removed(int count) {
        String key = Stores.newName("map");
        SessionMap map = maps.create(key, fields(LIVE + count), HOUR);
        FieldChanges.Builder changes = FieldChanges.builder();
        for (int i = 0; i < count; i++) {
            changes.remove("field " + (LIVE + i));
        }
        maps.change(map, changes.build());
        return key;
    }

    /** Makes a map whose key had so many maps before. */
    private String replaced(int count) {
        String key = Stores.newName("map");
        for (int i = 0; i <= count; i++) {
            maps.create(key, fields(LIVE), HOUR);
        }
        return key;
    }

    private static Map<String, byte[]> fields(int count) {
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i < count; i++) {
            fields.put("field " + i, new byte[100]);
        }
        return fields;
    }
}
