package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static dev.holdall.tck.internal.fixture.Verb.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.TestTime;
import dev.holdall.tck.internal.fixture.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** VAL-01 to VAL-06: which values are valid, and that callers and the store share no arrays. */
public interface ValueRules extends RuleGroup {

    @Rule
    @DisplayName("VAL-01: a value of any content is returned just as it was given")
    default void VAL_01_value_ofAnyContent_isReturnedAsGiven(Face face) {
        SessionStore store = fixture().store(face);
        byte[] everyByte = new byte[256];
        IntStream.range(0, 256).forEach(i -> everyByte[i] = (byte) i);
        byte[] noise = new byte[10_000];
        fixture().random().split().nextBytes(noise);
        Stream<byte[]> ofOneByte = IntStream.range(0, 256).mapToObj(i -> new byte[] {(byte) i});
        Stream.concat(Stream.of(new byte[0], everyByte, noise, new byte[1_000]), ofOneByte)
                .forEach(value -> assertReturned(store, value));
    }

    @Rule
    @DisplayName("VAL-01: a value has up to max-value-size bytes")
    default void VAL_01_value_ofTheLargestSize_isReturnedAsGiven(Face face) {
        SessionStore byDefault = fixture().store(face);
        SessionStore small = storeOfSmallValues(face);
        for (SessionStore store : List.of(byDefault, small)) {
            byte[] largest = new byte[store.traits().maxValueBytes()];
            fixture().random().split().nextBytes(largest);
            assertReturned(store, largest);
        }
    }

    @Rule
    @DisplayName("VAL-02: a larger value is refused before any I/O")
    default void VAL_02_value_tooLarge_isRefused(Face face) {
        for (SessionStore sized : List.of(fixture().store(face), storeOfSmallValues(face))) {
            int max = sized.traits().maxValueBytes();
            FaultyBackend backend = fixture().faulty();
            SessionStore store = fixture().store(face, backend, builder -> builder.maxValueBytes(max));
            for (Verb verb : Verb.WITH_VALUE) {
                assertThatThrownBy(() -> callWith(verb, store, fixture().key(), new byte[max + 1]))
                        .as(verb.name())
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(backend.requests()).as("requests to the backend").isZero();
        }
    }

    @Rule
    @DisplayName("VAL-02: after a larger value was refused, what was stored stays")
    default void VAL_02_value_tooLarge_changesNothing(Face face) {
        SessionStore store = storeOfSmallValues(face);
        byte[] tooLarge = new byte[store.traits().maxValueBytes() + 1];
        String key = fixture().key();
        store.set(key, fixture().value("kept"));
        for (Verb verb : Verb.WITH_VALUE) {
            assertThatThrownBy(() -> callWith(verb, store, key, tooLarge))
                    .as(verb.name())
                    .isInstanceOf(IllegalArgumentException.class);
            assertKey(store, key).as(verb.name()).holds(fixture().value("kept"));
        }
        assertThatThrownBy(() -> store.merge(key, found -> Optional.of(tooLarge), Ttl.storeDefault()))
                .isInstanceOf(IllegalArgumentException.class);
        assertKey(store, key).as("merge").holds(fixture().value("kept"));
        String absent = fixture().key();
        assertThatThrownBy(() -> store.getOrCompute(absent, Ttl.storeDefault(), () -> tooLarge))
                .isInstanceOf(IllegalArgumentException.class);
        assertKey(store, absent).as("getOrCompute").isAbsent();
    }

    @Rule
    @DisplayName("VAL-03: changing the array that was given changes nothing in the store")
    default void VAL_03_arrayGiven_changedAfterwards_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        Map<String, BiConsumer<String, byte[]>> writes = Map.of(
                "set", store::set,
                "update",
                        (key, value) ->
                                store.update(key, store.set(key, fixture().value("old")), value),
                "add", store::add,
                "compareAndSet",
                        (key, value) -> store.compareAndSet(
                                key, store.set(key, fixture().value("old")), value),
                "merge", (key, value) -> store.merge(key, found -> Optional.of(value), Ttl.storeDefault()),
                "getOrCompute", (key, value) -> store.getOrCompute(key, Ttl.storeDefault(), () -> value),
                "setAll", (key, value) -> store.setAll(Map.of(key, value)));
        writes.forEach((name, write) -> {
            String key = fixture().key();
            byte[] given = fixture().value(name);
            write.accept(key, given);
            Arrays.fill(given, (byte) '!');
            store.get(key).ifPresent(found -> assertThat(found).as(name).isNotEqualTo(given));
        });
    }

    @Rule
    @DisplayName("VAL-03: changing the array that was given while the call is under way changes nothing in the store")
    default void VAL_03_arrayGiven_changedDuringTheCall_changesNothing(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        String key = fixture().key();
        byte[] given = fixture().value("given");
        backend.with(backend.holding());
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> store.set(key, given));
        backend.awaitHeld(1);
        Arrays.fill(given, (byte) '!');
        backend.with(FaultyBackend.none());
        backend.release();
        call.orTimeout(TestTime.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        assertKey(store, key).holds(fixture().value("given"));
    }

    @Rule
    @DisplayName("VAL-04: changing an array that was returned changes nothing in the store, nor in another answer")
    default void VAL_04_arrayReturned_changedAfterwards_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        byte[] value = fixture().value("kept");
        store.set(key, value);
        Map<String, Supplier<byte[]>> reads = Map.of(
                "get", () -> store.get(key).orElseThrow(),
                "getEntry", () -> store.getEntry(key).orElseThrow().value(),
                "getAll", () -> store.getAll(List.of(key)).getOrDefault(key, new byte[0]),
                "getOrCompute", () -> store.getOrCompute(key, Ttl.storeDefault(), () -> new byte[0]));
        reads.forEach((name, read) -> {
            byte[] before = read.get();
            Arrays.fill(read.get(), (byte) '!');
            assertThat(before).as(name).isEqualTo(value);
            assertThat(read.get()).as(name).isEqualTo(value);
            assertKey(store, key).as(name).holds(value);
        });
    }

    @Rule
    @DisplayName("VAL-04: a value that getOrCompute has stored is the caller's own, whatever the supplier does with it")
    default void VAL_04_arrayComputed_changedAfterwards_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        byte[] constant = fixture().value("constant");
        Arrays.fill(store.getOrCompute(fixture().key(), Ttl.storeDefault(), () -> constant), (byte) '!');
        assertThat(store.getOrCompute(fixture().key(), Ttl.storeDefault(), () -> constant))
                .isEqualTo(fixture().value("constant"));
    }

    @Rule
    @DisplayName("VAL-05: an entry never changes, whatever is read or written afterwards")
    default void VAL_05_entry_afterOtherCalls_isTheSame(Face face) {
        SessionStore store = fixture().store(face);
        List<String> keys = Stream.generate(fixture()::key).limit(50).toList();
        keys.forEach(key -> store.set(key, fixture().value(key)));
        List<Entry> entries =
                keys.stream().map(key -> store.getEntry(key).orElseThrow()).toList();
        List<Entry> copies = entries.stream()
                .map(entry ->
                        Entry.of(entry.value(), entry.version(), entry.expiry().orElse(null)))
                .toList();
        for (String key : keys) {
            store.getEntry(key).ifPresent(entry -> Arrays.fill(entry.value(), (byte) '!'));
            store.set(key, fixture().value("!".repeat(key.length())));
            store.changeTTL(key, Ttl.never());
            store.getEntry(key);
            store.delete(key);
        }
        assertThat(entries).isEqualTo(copies);
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(entry.value()).isEqualTo(fixture().value(keys.get(entries.indexOf(entry)))));
    }

    @Rule
    @DisplayName("VAL-06: a null value is refused before any I/O")
    default void VAL_06_value_null_isRefused(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        for (Verb verb : Verb.WITH_VALUE) {
            assertThatThrownBy(() -> callWith(verb, store, fixture().key(), nothing()))
                    .as(verb.name())
                    .isInstanceOf(NullPointerException.class);
        }
        assertThat(backend.requests()).as("requests to the backend").isZero();
    }

    private static void callWith(Verb verb, SessionStore store, String key, byte[] value) {
        verb.call(store, key, Verb.SEEN, value, Ttl.storeDefault());
    }

    private void assertReturned(SessionStore store, byte[] value) {
        String key = fixture().key();
        store.set(key, value);
        assertKey(store, key).holds(value);
        assertThat(store.getEntry(key))
                .hasValueSatisfying(entry -> assertThat(entry.value()).isEqualTo(value));
    }

    private SessionStore storeOfSmallValues(Face face) {
        int small = Math.min(64 * 1024, fixture().traits().maxValueBytes());
        return fixture().store(face, builder -> builder.maxValueBytes(small));
    }
}
