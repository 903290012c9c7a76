package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.Version;
import dev.holdall.spi.Counters;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.History;
import dev.holdall.tck.internal.fixture.History.Call;
import dev.holdall.tck.internal.fixture.History.Kind;
import dev.holdall.tck.internal.fixture.Race;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;

/** CON-04 and CON-05: calls from many threads at the same time. */
public interface ConcurrencyRules extends RuleGroup {

    @Rule
    @DisplayName("CON-04: each thread reads its own writes to keys that no other thread writes")
    default void CON_04_manyThreads_readTheirOwnWrites(Face face) {
        SessionStore store = fixture().store(face);
        int each = Math.max(1, rounds() / 16);
        Race.repeat(
                fixture(),
                1,
                race -> race.run(16, racer -> {
                    String key = fixture().key();
                    for (int i = 0; i < each; i++) {
                        byte[] value = fixture().value(racer + ":" + i);
                        store.set(key, value);
                        assertThat(store.get(key))
                                .as("write %d of thread %d", i, racer)
                                .contains(value);
                        store.delete(key);
                        assertThat(store.get(key))
                                .as("delete %d of thread %d", i, racer)
                                .isEmpty();
                    }
                    return racer;
                }));
    }

    @Rule
    @DisplayName("CON-05: concurrent calls on a key can be put in an order that explains every answer")
    default void CON_05_concurrentCalls_canBePutInOrder(Face face) {
        onlyIf(fixture().traits().comparesVersions(), "the backend doesn't compare versions");
        SessionStore store = fixture().store(face);
        SplittableRandom random = fixture().random().split();
        Race.repeat(fixture(), rounds(), race -> {
            String key = fixture().key();
            Version seen = store.set(key, Counters.format(0));
            boolean deleted = random.nextBoolean();
            if (deleted) {
                store.delete(key);
            }
            History history = new History(!deleted);
            List<List<Call>> calls = calls(random);
            race.run(calls.size(), racer -> {
                calls.get(racer).forEach(call -> history.record(call, () -> call.on(store, key, seen)));
                return racer;
            });
            Call last = new Call(Kind.GET, 0);
            history.record(last, () -> last.on(store, key, seen));
            assertThat(history.isExplained()).as(() -> race.round() + history).isTrue();
        });
    }

    /**
     * Makes two calls for each of three threads. Each call writes a number of its own, so that a read shows which write
     * it saw.
     */
    private static List<List<Call>> calls(SplittableRandom random) {
        List<List<Call>> calls = new ArrayList<>();
        for (int thread = 1; thread <= 3; thread++) {
            calls.add(
                    List.of(new Call(Kind.any(random), thread * 100L), new Call(Kind.any(random), thread * 100L + 10)));
        }
        return calls;
    }
}
