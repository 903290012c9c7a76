package dev.holdall.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.memory.internal.TestContext;
import dev.holdall.memory.internal.Verbs;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.WriteResult;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBackendTest {

    private static final long DAY_MILLIS = 86_400_000;

    private final Verbs verbs = Verbs.open(new TestContext());

    @Test
    void traits_areThoseOfOneProcess() {
        Traits traits = verbs.backend().traits();

        assertThat(traits.durability()).isEqualTo(Traits.Durability.PROCESS);
        assertThat(traits.reach()).isEqualTo(Traits.Scope.PROCESS);
        assertThat(traits.atomicity()).isEqualTo(Traits.Scope.PROCESS);
        assertThat(traits.evicts()).isTrue();
        assertThat(traits.comparesVersions()).isTrue();
    }

    @Test
    void read_answersWithAnArrayOfTheReadersOwn() {
        verbs.write("k", "v", 5);

        byte[] one = verbs.read("k").orElseThrow().value();
        byte[] other = verbs.read("k").orElseThrow().value();
        one[0] = '!';

        assertThat(other).isEqualTo(new byte[] {'v'});
        assertThat(verbs.value("k")).hasValue("v");
        assertThat(verbs.read("k").orElseThrow().remaining()).isNull();
    }

    @Test
    void write_ofAGreaterVersion_takesIt() {
        assertThat(verbs.write("k", "a", 5)).isEqualTo(5);
        assertThat(verbs.write("k", "b", 9)).isEqualTo(9);
        assertThat(verbs.value("k")).hasValue("b");
    }

    @ParameterizedTest
    @ValueSource(longs = {-7, 4, 5})
    void write_ofNoGreaterVersion_takesTheNext(long version) {
        verbs.write("k", "a", 5);

        assertThat(verbs.write("k", "b", version)).isEqualTo(6);
        assertThat(verbs.value("k")).hasValue("b");
        assertThat(verbs.version("k")).hasValue(6L);
    }

    @Test
    void write_aboveTheGreatestVersion_staysThere() {
        verbs.write("k", "a", Long.MAX_VALUE);

        assertThat(verbs.write("k", "b", 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(verbs.value("k")).hasValue("b");
    }

    @Test
    void write_over_leavesTheKeyAbsent() {
        verbs.write("k", "a", 5);

        assertThat(verbs.write("k", "b", Lifetime.OVER, 3)).isEqualTo(6);
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void update_ofTheCurrentVersion_replacesItWithTheNext() {
        verbs.write("k", "a", 5);

        verbs.update("k", 5, "b");

        assertThat(verbs.value("k")).hasValue("b");
        assertThat(verbs.version("k")).hasValue(6L);
    }

    @Test
    void update_ofAGreaterVersionThanTheCurrentOne_replacesItAtTheNextVersion() {
        verbs.write("k", "a", 5);

        verbs.update("k", Long.MAX_VALUE, "b");

        assertThat(verbs.value("k")).hasValue("b");
        assertThat(verbs.version("k")).hasValue(6L);
    }

    @Test
    void update_ofASupersededVersion_hasNoEffect() {
        verbs.write("k", "a", 5);
        verbs.write("k", "b", 6);

        verbs.update("k", 5, "c");

        assertThat(verbs.value("k")).hasValue("b");
        assertThat(verbs.version("k")).hasValue(6L);
    }

    @Test
    void update_ofAnAbsentKey_storesNothing() {
        verbs.update("k", 5, "a");

        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void update_over_endsTheEntryUnderItsCondition() {
        verbs.write("k", "a", 5);
        verbs.update("k", 4, "b", Lifetime.OVER);
        assertThat(verbs.value("k")).hasValue("a");

        verbs.update("k", 5, "b", Lifetime.OVER);
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void writeIfAbsent_storesOnce() {
        assertThat(verbs.add("k", "a", 5)).isEqualTo(WriteResult.stored(new Version(5)));
        assertThat(verbs.add("k", "b", 6)).isEqualTo(WriteResult.CONFLICT);
        assertThat(verbs.value("k")).hasValue("a");
        assertThat(verbs.version("k")).hasValue(5L);
    }

    @Test
    void writeIfAbsent_over_saysWhetherItWouldHaveStored() {
        assertThat(verbs.add("k", "a", Lifetime.OVER, 5).isStored()).isTrue();
        assertThat(verbs.value("k")).isEmpty();

        verbs.write("k", "b", 6);
        assertThat(verbs.add("k", "c", Lifetime.OVER, 7)).isEqualTo(WriteResult.CONFLICT);
        assertThat(verbs.value("k")).hasValue("b");
    }

    @Test
    void writeIfUnchanged_ofTheCurrentVersion_stores() {
        verbs.write("k", "a", 5);

        assertThat(verbs.compareAndSet("k", 5, "b", 2)).isEqualTo(WriteResult.stored(new Version(6)));
        assertThat(verbs.value("k")).hasValue("b");
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 6})
    void writeIfUnchanged_ofAnotherVersion_isAConflict(long seen) {
        verbs.write("k", "a", 5);

        assertThat(verbs.compareAndSet("k", seen, "b", 9)).isEqualTo(WriteResult.CONFLICT);
        assertThat(verbs.value("k")).hasValue("a");
        assertThat(verbs.version("k")).hasValue(5L);
    }

    @Test
    void writeIfUnchanged_ofAnAbsentKey_isAConflict() {
        assertThat(verbs.compareAndSet("k", 5, "b", 9)).isEqualTo(WriteResult.CONFLICT);
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void writeIfUnchanged_over_endsTheEntryUnderItsCondition() {
        verbs.write("k", "a", 5);
        assertThat(verbs.compareAndSet("k", 4, "b", Lifetime.OVER, 9)).isEqualTo(WriteResult.CONFLICT);
        assertThat(verbs.value("k")).hasValue("a");

        assertThat(verbs.compareAndSet("k", 5, "b", Lifetime.OVER, 9).isStored())
                .isTrue();
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void touch_leavesValueAndVersion() {
        verbs.write("k", "a", Lifetime.ofMillis(10), 5);

        assertThat(verbs.touch("k", Lifetime.ofMillis(20))).hasValue(5L);
        assertThat(verbs.value("k")).hasValue("a");
        assertThat(verbs.version("k")).hasValue(5L);
        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(20));
    }

    @Test
    void touch_ofAnAbsentKey_createsNothing() {
        assertThat(verbs.touch("k", Lifetime.FOREVER)).isEmpty();
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void touch_over_endsTheEntry() {
        verbs.write("k", "a", 5);

        assertThat(verbs.touch("k", Lifetime.OVER)).hasValue(5L);
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void delete_answersTheSameWhetherOrNotThereWasAnEntry() {
        verbs.write("k", "a", 5);

        assertThat(verbs.delete("k")).isEqualTo(Reach.ALL_DCS);
        assertThat(verbs.value("k")).isEmpty();
        assertThat(verbs.delete("k")).isEqualTo(Reach.ALL_DCS);
    }

    @Test
    void delete_withALesserVersion_takesEffectAllTheSame() {
        verbs.write("k", "a", Long.MAX_VALUE / 2);

        verbs.delete("k");

        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void increment_ofAnAbsentKey_storesTheInitialValue() {
        assertThat(verbs.increment("k", 3, 40, 5)).isEqualTo(new Counted(40, new Version(5)));
        assertThat(verbs.value("k")).hasValue("40");
    }

    @Test
    void increment_addsAndStepsTheVersion() {
        verbs.write("k", "-7", 5);

        assertThat(verbs.increment("k", 4, 100, 2)).isEqualTo(new Counted(-3, new Version(6)));
        assertThat(verbs.value("k")).hasValue("-3");
    }

    @Test
    void increment_leavesTheExpiry() {
        verbs.write("k", "1", Lifetime.ofMillis(10), 5);

        verbs.increment("k", 1, 0, Lifetime.FOREVER, 6);

        assertThat(verbs.remaining("k")).hasValue(Lifetime.ofMillis(10));
    }

    @Test
    void increment_over_ofAnAbsentKey_storesNothing() {
        assertThat(verbs.increment("k", 1, 7, Lifetime.OVER, 5).value()).isEqualTo(7);
        assertThat(verbs.value("k")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 5", "5 ", "+5", "05", "-0", "-", "0x5", "5.0", "9223372036854775808", "٥"})
    void increment_ofWhatIsNoCounter_isCorruptAndChangesNothing(String value) {
        verbs.write("k", value, 5);

        assertThatThrownBy(() -> verbs.increment("k", 1, 0, 6))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(BackendException.class, e -> {
                    assertThat(e.kind()).isEqualTo(BackendException.Kind.CORRUPT);
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                });
        assertThat(verbs.value("k")).hasValue(value);
        assertThat(verbs.version("k")).hasValue(5L);
    }

    @Test
    void increment_beyond64Bits_isAnArithmeticExceptionAndChangesNothing() {
        verbs.write("k", Long.toString(Long.MAX_VALUE), 5);

        assertThatThrownBy(() -> verbs.increment("k", 1, 0, 6)).hasCauseInstanceOf(ArithmeticException.class);
        assertThat(verbs.value("k")).hasValue(Long.toString(Long.MAX_VALUE));
        assertThat(verbs.version("k")).hasValue(5L);
    }

    @Test
    void everyVerb_onARevokedKey_storesNothing() {
        verbs.write("k", "a", 5);
        assertThat(verbs.revoke("k", DAY_MILLIS)).isEqualTo(Reach.ALL_DCS);

        assertThat(verbs.write("k", "b", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        verbs.update("k", 5, "c");
        assertThat(verbs.add("k", "d", 9)).isEqualTo(WriteResult.REVOKED);
        assertThat(verbs.compareAndSet("k", 5, "e", 9)).isEqualTo(WriteResult.REVOKED);
        assertThat(verbs.touch("k", Lifetime.FOREVER)).isEmpty();
        assertThat(verbs.increment("k", 1, 7, 9)).isEqualTo(new Counted(7, null));
        assertThat(verbs.delete("k")).isEqualTo(Reach.ALL_DCS);
        assertThat(verbs.revoke("k", DAY_MILLIS)).isEqualTo(Reach.ALL_DCS);
        assertThat(verbs.add("k", "d", 9)).isEqualTo(WriteResult.REVOKED);

        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void close_dropsEverything_andAbsenceIsAFailureFromThenOn() {
        verbs.write("k", "a", 5);
        verbs.revoke("r", DAY_MILLIS);

        verbs.backend().close();
        verbs.backend().close();

        assertThatExceptionOfType(BackendException.class).isThrownBy(() -> verbs.value("k"));
        assertThatExceptionOfType(BackendException.class).isThrownBy(() -> verbs.write("k", "b", 9));
        assertThatExceptionOfType(BackendException.class).isThrownBy(() -> verbs.delete("k"));
        assertThat(verbs.backend().revocations()).isZero();
    }

    @Test
    void aCallAfterClose_changesNothing() {
        verbs.backend().close();

        assertThatExceptionOfType(BackendException.class).isThrownBy(() -> verbs.write("k", "a", 5));
        assertThatExceptionOfType(BackendException.class).isThrownBy(() -> verbs.revoke("r", DAY_MILLIS));

        assertThatExceptionOfType(BackendException.class).isThrownBy(() -> verbs.value("k"));
        assertThatExceptionOfType(BackendException.class).isThrownBy(() -> verbs.touch("k", Lifetime.FOREVER));
        assertThat(verbs.backend().revocations()).isZero();
    }
}
