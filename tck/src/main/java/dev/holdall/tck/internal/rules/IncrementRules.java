package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdall.CorruptEntryException;
import dev.holdall.Entry;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.tck.internal.fixture.Contention;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.LeakDetector;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Waits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** INC-01 to INC-07: counters. */
public interface IncrementRules extends RuleGroup {

    @Rule
    @Waits
    @DisplayName("INC-01: increment of an absent key stores initial with the TTL given, and returns it")
    default void INC_01_increment_ofAbsentKey_storesInitial(Face face) {
        SessionStore store = fixture().store(face);
        String brief = fixture().key();
        String lasting = fixture().key();
        assertThat(store.increment(brief, 5, 41, Ttl.of(fixture().brief()))).isEqualTo(41);
        assertThat(store.increment(lasting, 5, -7, Ttl.never())).isEqualTo(-7);
        assertThat(store.get(brief)).as("within its TTL").isPresent();
        fixture().passTtl(fixture().brief());
        assertThat(store.get(brief)).as("after its TTL").isEmpty();
        assertThat(store.get(lasting)).as("with Ttl.never()").isPresent();
        assertThat(store.increment(brief, 5, 3, Ttl.never())).as("begun again").isEqualTo(3);
    }

    @Rule
    @DisplayName("INC-02: increment of a counter stores and returns the sum, with a greater version")
    default void INC_02_increment_ofCounter_storesTheSum(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.increment(key, 1, 40, Ttl.never());
        for (long delta : new long[] {2, -50, 0, 8}) {
            Entry before = store.getEntry(key).orElseThrow();
            long sum = number(before) + delta;
            assertThat(store.increment(key, delta, 0, Ttl.never())).isEqualTo(sum);
            Entry after = store.getEntry(key).orElseThrow();
            assertThat(number(after)).isEqualTo(sum);
            assertThat(after.version()).isGreaterThan(before.version());
        }
    }

    @Rule
    @DisplayName("INC-02: increment of a counter by a clock that is ahead counts, and the store's next set replaces it")
    default void INC_02_increment_ofACounterByAClockAhead_counts(Face face) {
        SessionStore store = fixture().store(face);
        SessionStore ahead =
                fixture().store(face, builder -> builder.clock(fixture().clock(Duration.ofSeconds(30))));
        String key = fixture().key();
        ahead.increment(key, 1, 1, Ttl.never());
        Entry before = ahead.getEntry(key).orElseThrow();
        Throwable failure = catchThrowable(() -> store.increment(key, 1, 1, Ttl.never()));
        if (failure instanceof SessionStoreException refused
                && !fixture().traits().comparesVersions()) {
            assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            assertUnchanged(store, key, before);
        } else {
            assertThat(failure).isNull();
            Entry after = ahead.getEntry(key).orElseThrow();
            assertThat(number(after)).isEqualTo(2);
            assertThat(after.version()).isGreaterThan(before.version());
        }
        store.set(key, fixture().value("set"));
        assertKey(store, key).holds(fixture().value("set"));
    }

    @Rule
    @Waits
    @DisplayName("INC-02: increment of a counter leaves its expiry as it is")
    default void INC_02_increment_ofCounter_leavesItsExpiry(Face face) {
        SessionStore store = fixture().store(face);
        String brief = fixture().key();
        String lasting = fixture().key();
        store.increment(brief, 1, 1, Ttl.of(fixture().brief()));
        store.increment(lasting, 1, 1, Ttl.never());
        store.increment(brief, 1, 1, Ttl.never());
        store.increment(lasting, 1, 1, Ttl.of(fixture().brief()));
        assertThat(store.getEntry(lasting).orElseThrow().expiry()).isEmpty();
        fixture().passTtl(fixture().brief());
        assertThat(store.get(brief)).as("the first increment's TTL has passed").isEmpty();
        assertThat(store.get(lasting)).as("the first increment had Ttl.never()").isPresent();
    }

    @Rule
    @DisplayName("INC-03: concurrent increments are all counted")
    default void INC_03_increments_fromManyThreads_areAllCounted(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        List<Long> sums = Contention.run(fixture(), rounds(), () -> store.increment(key, 1, 1, Ttl.never()));
        assertThat(sums).as("what each increment returned").doesNotHaveDuplicates();
        assertThat(number(store.getEntry(key).orElseThrow()))
                .as("increments counted")
                .isEqualTo(sums.size());
    }

    @Rule
    @DisplayName("INC-04: increment of a value that is no counter is a CorruptEntryException, and changes nothing")
    default void INC_04_increment_ofNoCounter_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        for (String value : NO_COUNTERS) {
            String key = fixture().key();
            store.set(key, value.getBytes(StandardCharsets.ISO_8859_1));
            Entry before = store.getEntry(key).orElseThrow();
            CorruptEntryException failure =
                    catchThrowableOfType(CorruptEntryException.class, () -> store.increment(key, 1, 1, Ttl.never()));
            assertThat(failure).as("increment of \"%s\" fails", value).isNotNull();
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            assertUnchanged(store, key, before);
        }
    }

    @Rule
    @DisplayName("INC-05: a sum that doesn't fit in 64 bits is an ArithmeticException, and changes nothing")
    default void INC_05_increment_beyond64Bits_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        long[][] overflows = {{Long.MAX_VALUE, 1}, {Long.MIN_VALUE, -1}, {1, Long.MAX_VALUE}, {-2, Long.MIN_VALUE}};
        for (long[] overflow : overflows) {
            String key = fixture().key();
            assertThat(store.increment(key, 1, overflow[0], Ttl.never())).isEqualTo(overflow[0]);
            Entry before = store.getEntry(key).orElseThrow();
            assertThatThrownBy(() -> store.increment(key, overflow[1], 0, Ttl.never()))
                    .as("%d + %d", overflow[0], overflow[1])
                    .isInstanceOf(ArithmeticException.class);
            assertUnchanged(store, key, before);
        }
    }

    @Rule
    @DisplayName("INC-05: every sum that fits in 64 bits is exact")
    default void INC_05_increment_upTo64Bits_isExact(Face face) {
        SessionStore store = fixture().store(face);
        long[][] sums = {
            {Long.MAX_VALUE - 1, 1},
            {Long.MIN_VALUE + 1, -1},
            {Long.MAX_VALUE, Long.MIN_VALUE},
            {(1L << 53) + 1, 1},
            {-(1L << 53) - 1, 2}
        };
        for (long[] sum : sums) {
            assertSum(store, sum[0], sum[1]);
        }
    }

    @Rule
    @DisplayName("INC-05: a sum is exact where it carries, borrows or changes its sign, also of parts of a number")
    default void INC_05_increment_acrossAPowerOfTen_isExact(Face face) {
        SessionStore store = fixture().store(face);
        // A server whose numbers have fewer than 64 bits has to add in parts.
        for (long power : new long[] {10, 1_000_000_000, 10_000_000_000L, 1_000_000_000_000_000_000L}) {
            for (long multiple : new long[] {power, 2 * power, 9 * power}) {
                assertSum(store, multiple - 1, 1);
                assertSum(store, multiple, -1);
                assertSum(store, 1 - multiple, -1);
                assertSum(store, -multiple, 1);
                assertSum(store, multiple, -multiple - 1);
            }
        }
    }

    private void assertSum(SessionStore store, long number, long delta) {
        String key = fixture().key();
        store.increment(key, 1, number, Ttl.never());
        assertThat(store.increment(key, delta, 0, Ttl.never()))
                .as("%d + %d", number, delta)
                .isEqualTo(number + delta);
        assertThat(store.get(key)).contains(ascii(number + delta));
    }

    @Rule
    @DisplayName("INC-06: a counter is a decimal number in ASCII: get reads it, set writes it")
    default void INC_06_counter_isDecimalNumber(Face face) {
        SessionStore store = fixture().store(face);
        for (long number : new long[] {0, 7, -7, 1_000_000, Long.MAX_VALUE - 1, Long.MIN_VALUE}) {
            String key = fixture().key();
            store.set(key, ascii(number));
            assertThat(store.increment(key, 1, 0, Ttl.never())).isEqualTo(number + 1);
            assertThat(store.get(key)).contains(ascii(number + 1));
        }
    }

    @Rule
    @DisplayName("INC-07: increment of a revoked key returns initial, and stores nothing")
    default void INC_07_increment_ofRevokedKey_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.increment(key, 1, 1, Ttl.never());
        store.revoke(key);
        assertThat(store.increment(key, 1, 41, Ttl.never())).isEqualTo(41);
        assertThat(store.get(key)).isEmpty();
    }

    /** Values that aren't the decimal form of a 64-bit number, or not its only valid form. */
    List<String> NO_COUNTERS = List.of(
            LeakDetector.VALUE_MARK,
            "",
            " ",
            "-",
            "abc",
            " 1",
            "1 ",
            "1.5",
            "1e3",
            "0x10",
            "+1",
            "01",
            "-0",
            "1\n",
            "\u0000\u0000\u0000\u0001",
            "9223372036854775808",
            "-9223372036854775809",
            "1".repeat(30),
            "\u00ff\u00fe");

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static long number(Entry counter) {
        return Long.parseLong(new String(counter.value(), StandardCharsets.US_ASCII));
    }

    private static void assertUnchanged(SessionStore store, String key, Entry before) {
        Entry after = store.getEntry(key).orElseThrow();
        assertThat(after.value()).isEqualTo(before.value());
        assertThat(after.version()).isEqualTo(before.version());
    }
}
