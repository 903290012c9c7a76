package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static dev.holdall.tck.internal.fixture.Verb.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Entry;
import dev.holdall.NewEntry;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.Race;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.fixture.Waits;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;

/** GET-01 to GET-09: what reads return, and what getOrCompute stores. */
public interface GetRules extends RuleGroup {

    @Rule
    @DisplayName("GET-01: an absent key reads as an empty Optional")
    default void GET_01_get_ofAbsentKey_isEmpty(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        for (Read read : Read.values()) {
            assertThat(store.get(key, read)).isEmpty();
            assertThat(store.getEntry(key, read)).isEmpty();
        }
    }

    @Rule
    @DisplayName("GET-02: get and getEntry return the value of the last write")
    default void GET_02_get_afterWrites_returnsTheLast(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        for (String name : List.of("first", "second", "", "a longer third", "4")) {
            byte[] value = fixture().value(name);
            store.set(key, value);
            assertKey(store, key).holds(value);
            assertThat(store.getEntry(key).map(Entry::value))
                    .hasValueSatisfying(v -> assertThat(v).isEqualTo(value));
        }
    }

    @Rule
    @DisplayName("GET-03: getEntry returns the version that the write returned")
    default void GET_03_getEntry_returnsTheVersionWritten(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        for (int i = 0; i < 10; i++) {
            Version written = store.set(key, fixture().value(i));
            for (Read read : Read.values()) {
                assertThat(store.getEntry(key, read).map(Entry::version)).hasValue(written);
            }
        }
    }

    @Rule
    @DisplayName("GET-04: Read.LATEST reflects every write acknowledged before, by whatever store")
    default void GET_04_latest_reflectsAcknowledgedWrites(Face face) {
        SessionStore reader = fixture().store(face);
        SessionStore writer = fixture().store(face);
        String key = fixture().key();
        for (int i = 0; i < 10; i++) {
            byte[] value = fixture().value(i);
            writer.set(key, value);
            assertThat(reader.get(key, Read.LATEST))
                    .hasValueSatisfying(v -> assertThat(v).isEqualTo(value));
            assertThat(reader.getEntry(key, Read.LATEST).map(Entry::value))
                    .hasValueSatisfying(v -> assertThat(v).isEqualTo(value));
        }
        writer.delete(key);
        assertThat(reader.get(key, Read.LATEST)).isEmpty();
        assertThat(reader.getEntry(key, Read.LATEST)).isEmpty();
    }

    @Rule
    @DisplayName("GET-05: getOrCompute returns what is there, without calling the supplier")
    default void GET_05_getOrCompute_ofPresentKey_doesNotCallTheSupplier(Face face) {
        SessionStore store = fixture().store(face);
        for (byte[] value : List.of(fixture().value("there"), new byte[0])) {
            String key = fixture().key();
            store.set(key, value);
            AtomicInteger calls = new AtomicInteger();
            byte[] answer = store.getOrCompute(key, Ttl.never(), () -> fixture().value(calls.incrementAndGet()));
            assertThat(answer).isEqualTo(value);
            assertThat(calls).as("calls of the supplier").hasValue(0);
            assertKey(store, key).holds(value).expires();
        }
    }

    @Rule
    @DisplayName("GET-05: getOrCompute stores what the supplier returns, with the TTL given, and returns it")
    default void GET_05_getOrCompute_ofAbsentKey_storesWhatIsComputed(Face face) {
        SessionStore store = fixture().store(face);
        for (byte[] value : List.of(fixture().value("computed"), new byte[0])) {
            String forever = fixture().key();
            assertThat(store.getOrCompute(forever, Ttl.never(), value::clone)).isEqualTo(value);
            assertKey(store, forever).holds(value).neverExpires();
            String ending = fixture().key();
            assertThat(store.getOrCompute(ending, Ttl.storeDefault(), value::clone))
                    .isEqualTo(value);
            assertKey(store, ending).holds(value).expires();
        }
    }

    @Rule
    @DisplayName("GET-06: of several getOrCompute of one absent key all return the one value that was stored")
    default void GET_06_getOrCompute_besideOthers_returnsTheOneValueStored(Face face) {
        List<SessionStore> stores = List.of(fixture().store(face), fixture().store(face));
        Race.repeat(fixture(), rounds(), race -> {
            String key = fixture().key();
            List<byte[]> answers = race.run(
                    3,
                    racer -> stores.get(racer % 2)
                            .getOrCompute(
                                    key, Ttl.storeDefault(), () -> fixture().value("racer " + racer)));
            assertKey(stores.get(0), key).as(race::round).holds(answers.get(0));
            assertThat(answers)
                    .as(race::round)
                    .allSatisfy(answer -> assertThat(answer).isEqualTo(answers.get(0)));
        });
    }

    @Rule
    @DisplayName("GET-07: a supplier's exception reaches the caller as it is, and nothing is stored")
    default void GET_07_getOrCompute_whoseSupplierThrows_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        for (Throwable thrown : List.of(
                new IllegalStateException("from the supplier"),
                new IllegalArgumentException("from the supplier", new RuntimeException("its cause")),
                new AssertionError("from the supplier"))) {
            String key = fixture().key();
            assertThatThrownBy(() -> store.getOrCompute(key, Ttl.storeDefault(), throwing(thrown)))
                    .isSameAs(thrown);
            assertKey(store, key).isAbsent();
        }
    }

    @Rule
    @DisplayName("GET-07: a supplier that returns null is a NullPointerException, and nothing is stored")
    default void GET_07_getOrCompute_whoseSupplierReturnsNull_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        assertThatThrownBy(() -> store.getOrCompute(key, Ttl.storeDefault(), Verb::nothing))
                .isInstanceOf(NullPointerException.class);
        assertKey(store, key).isAbsent();
        assertThatThrownBy(() -> store.getOrCompute(key, Ttl.storeDefault(), nothing()))
                .isInstanceOf(NullPointerException.class);
    }

    @Rule
    @DisplayName("GET-08: getOrCompute of a revoked key returns what the supplier returns, and stores nothing")
    default void GET_08_getOrCompute_ofRevokedKey_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("there"));
        store.revoke(key);
        for (int i = 0; i < 2; i++) {
            byte[] value = fixture().value(i);
            assertThat(store.getOrCompute(key, Ttl.never(), () -> value)).isEqualTo(value);
            assertKey(store, key).isAbsent();
        }
    }

    @Rule
    @Waits
    @DisplayName("GET-09: a supplier may choose the TTL of what it returns")
    default void GET_09_getOrCompute_whoseSupplierChoosesTheTtl_givesIt(Face face) {
        SessionStore store = fixture().store(face);
        String brief = fixture().key();
        String forever = fixture().key();
        byte[] value = fixture().value("computed");
        assertThat(store.getOrCompute(
                        brief, () -> NewEntry.of(value, Ttl.of(fixture().brief()))))
                .isEqualTo(value);
        assertThat(store.getOrCompute(forever, () -> NewEntry.of(value, Ttl.never())))
                .isEqualTo(value);
        assertKey(store, forever).holds(value).neverExpires();
        fixture().passTtl(fixture().brief());
        assertKey(store, brief).isAbsent();
    }

    private static Supplier<byte[]> throwing(Throwable thrown) {
        return () -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        };
    }
}
