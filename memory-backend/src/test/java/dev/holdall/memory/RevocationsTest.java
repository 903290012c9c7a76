package dev.holdall.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.memory.internal.CapturedLog;
import dev.holdall.memory.internal.Revocations;
import dev.holdall.memory.internal.TestContext;
import dev.holdall.memory.internal.Verbs;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationsTest {

    private static final Duration HORIZON = Duration.ofDays(1);
    private static final long BOUND = 16 << 10;
    private static final int FLOOD = 1_000;

    private final CapturedLog log = new CapturedLog();
    private final TestContext context = new TestContext();
    private final Verbs verbs = Verbs.open(context, MemoryBackend.builder().maxRevocationBytes(BOUND));

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aRevokedKey_isRefusedToTheLastNanosecondOfTheHorizon() {
        revoke("k");

        context.advance(HORIZON.minusNanos(1));
        assertThat(isRevoked("k")).isTrue();

        context.advanceNanos(1);
        assertThat(verbs.add("k", "a", 1).isStored()).isTrue();
        assertThat(verbs.value("k")).hasValue("a");
    }

    @Test
    void revoke_ofARevokedKey_prolongsButNeverShortens() {
        revoke("k");
        verbs.revoke("k", 1);
        context.advance(HORIZON.minusNanos(1));
        assertThat(isRevoked("k")).isTrue();

        revoke("k");
        context.advance(HORIZON.minusNanos(1));
        assertThat(isRevoked("k")).isTrue();
    }

    @Test
    void delete_doesNotEndARevocation() {
        revoke("k");
        verbs.delete("k");

        assertThat(isRevoked("k")).isTrue();
    }

    @Test
    void aFlood_isBounded_andTheOldestAreForgottenFirst() {
        flood(FLOOD);

        int kept = verbs.backend().revocations();
        assertThat((long) kept).isBetween(BOUND / 2 / Revocations.OVERHEAD_BYTES, BOUND / Revocations.OVERHEAD_BYTES);
        assertThat(IntStream.range(0, FLOOD).filter(i -> isRevoked("k" + i)))
                .containsExactlyElementsOf(
                        IntStream.range(FLOOD - kept, FLOOD).boxed().toList());
    }

    @Test
    void everyRevocationThatIsForgottenEarly_isReported() {
        flood(FLOOD);

        assertThat(context.incidents())
                .hasSize(FLOOD - verbs.backend().revocations())
                .containsOnly(Incident.REVOCATION_DROPPED);
    }

    @Test
    void theFirstOneForgottenEarly_isLogged_withWhatToDo() {
        flood(FLOOD);

        assertThat(log.warnings())
                .containsExactly("sessions/memory: the size bound of 16 KiB for revocations is reached: the oldest are"
                        + " forgotten before their horizon, so that a request of that age could bring its session back;"
                        + " raise holdall.stores.sessions.memory.max-revocations-size");
    }

    @Test
    void revokingOneKeyAgainAndAgain_dropsNoOther() {
        revoke("other");
        for (int i = 0; i < FLOOD; i++) {
            revoke("k");
        }

        assertThat(verbs.backend().revocations()).isEqualTo(2);
        assertThat(isRevoked("other")).isTrue();
        assertThat(context.incidents()).isEmpty();
    }

    @Test
    void revocationsAreForgottenInPassing_onceTheirHorizonHasPassed() {
        flood(50);
        context.advance(HORIZON.dividedBy(2));
        revoke("later");
        context.advance(HORIZON.dividedBy(2));

        verbs.write("other", "a", 1);
        assertThat(verbs.backend().revocations()).isEqualTo(1);
        assertThat(isRevoked("later")).isTrue();

        context.advance(HORIZON);
        verbs.write("another", "a", 1);
        assertThat(verbs.backend().revocations()).isZero();
        assertThat(context.incidents()).isEmpty();
    }

    @Test
    void revocationsAreForgotten_whenAnotherKeyIsRevoked() {
        flood(50);
        context.advance(HORIZON);
        revoke("later");

        assertThat(verbs.backend().revocations()).isEqualTo(1);
    }

    @Test
    void theBound_countsTwoBytesForEachCharacterOfAKey() {
        for (int i = 100; i < 300; i++) {
            revoke("x".repeat(97) + i);
        }

        assertThat((long) verbs.backend().revocations()).isEqualTo(BOUND / (Revocations.OVERHEAD_BYTES + 2 * 100));
    }

    @Test
    void aShorterHorizonBehindALongerOne_isKeptToAsWell() {
        revoke("long");
        verbs.revoke("short", 1);
        context.advance(Duration.ofMillis(1));

        assertThat(isRevoked("short")).isFalse();
        assertThat(isRevoked("long")).isTrue();
    }

    @Test
    void oneKeyBeyondTheBound_isRevokedAllTheSame() {
        String key = "x".repeat((int) BOUND);
        verbs.write(key, "a", 1);
        revoke(key);

        assertThat(isRevoked(key)).isTrue();
    }

    @Test
    void aHorizonWithoutEnd_doesNotOverflow() {
        verbs.revoke("k", Long.MAX_VALUE);
        context.advance(Duration.ofDays(36_500));

        assertThat(isRevoked("k")).isTrue();
    }

    private void flood(int keys) {
        IntStream.range(0, keys).forEach(i -> revoke("k" + i));
    }

    private void revoke(String key) {
        verbs.revoke(key, HORIZON.toMillis());
    }

    private boolean isRevoked(String key) {
        return verbs.add(key, "stale", Lifetime.OVER, 1).equals(WriteResult.REVOKED);
    }
}
