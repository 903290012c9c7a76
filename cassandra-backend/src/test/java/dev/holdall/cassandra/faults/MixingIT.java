package dev.holdall.cassandra.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Entry;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.Version;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.TwoDataCenters;
import dev.holdall.config.StoreBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Plain writes beside transactions. The timestamps of plain writes come from the clocks of the processes, those of
 * transactions from the clocks of the servers. The tests show what the backend guards against, and what it doesn't.
 */
@Tag("deep")
class MixingIT {

    @RegisterExtension
    static final TwoDataCenters DCS = new TwoDataCenters();

    private static final Duration FAR = Duration.ofMinutes(10);

    /** A clock skew that is less than a transaction waits. */
    private static final Duration SLIGHTLY = Duration.ofMillis(300);

    private static final int RACES = 30;

    private final String key = TwoDataCenters.key();

    @Test
    void compareAndSet_ofAnEntryFromAClockFarAhead_changesNothing_andSaysWhy() {
        try (SessionStore ahead = skewed(FAR)) {
            ahead.set(key, bytes("ahead"));
        }
        Entry seen = DCS.eqiad().getEntry(key).orElseThrow();

        assertThatThrownBy(() -> DCS.eqiad().compareAndSet(key, seen.version(), bytes("swapped")))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED))
                .hasMessageContaining("ahead of the servers'")
                .hasMessageContaining("time synchronisation")
                .hasMessageNotContaining(key);
        assertHas(DCS.eqiad(), "ahead");
    }

    @Test
    void compareAndSet_ofAnEntryFromAClockSlightlyAhead_waitsAndWins() {
        try (SessionStore ahead = skewed(SLIGHTLY)) {
            ahead.set(key, bytes("ahead"));
        }
        Entry seen = DCS.eqiad().getEntry(key).orElseThrow();

        assertThat(DCS.eqiad().compareAndSet(key, seen.version(), bytes("swapped")))
                .isPresent();

        assertHas(DCS.eqiad(), "swapped");
        assertThat(DCS.eqiad().getEntry(key).orElseThrow().version()).isGreaterThan(seen.version());
    }

    @Test
    void add_onARevokedKey_answersEmpty() {
        DCS.eqiad().revoke(key);

        assertThat(DCS.eqiad().add(key, bytes("added"))).isEmpty();
        assertThat(DCS.codfw().add(key, bytes("added"))).isEmpty();

        assertThat(DCS.eqiad().get(key)).isEmpty();
    }

    @Test
    void add_afterADeletionByAClockFarAhead_answersEmpty() {
        try (SessionStore ahead = skewed(FAR)) {
            ahead.set(key, bytes("ahead"));
            ahead.delete(key);
        }

        assertThat(DCS.eqiad().add(key, bytes("added"))).isEmpty();

        assertThat(DCS.eqiad().get(key)).isEmpty();
    }

    @Test
    void add_afterADeletionByAClockSlightlyAhead_waitsAndStores() {
        try (SessionStore ahead = skewed(SLIGHTLY)) {
            ahead.set(key, bytes("ahead"));
            ahead.delete(key);
            // The add comes after the deletion by this store's clock, though not yet by the servers' clocks.
            assertThat(ahead.add(key, bytes("added"))).isPresent();
        }
        assertHas(DCS.eqiad(), "added");
    }

    @Test
    void add_beforeTheOtherDataCentersRevocationArrives_stores_andIsUndoneByTheRevocation() {
        DCS.link().delay(Duration.ofMillis(400));
        CompletionStage<?> revocation = DCS.eqiad().async().revoke(key);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> DCS.eqiad().add(key, bytes("here")).isEmpty());

        assertThat(DCS.codfw().add(key, bytes("there"))).isPresent();

        assertThat(revocation.toCompletableFuture()).isNotCompletedExceptionally();
        Awaitility.await().until(() -> DCS.codfw().get(key).isEmpty());
        assertThat(DCS.codfw().add(key, bytes("there"))).isEmpty();
    }

    @Test
    void racingAdds_withLocalSerial_mayBothWin_andOneValueRemains() {
        DCS.link().delay(Duration.ofMillis(400));

        assertThat(DCS.eqiad().add(key, bytes("eqiad"))).isPresent();
        assertThat(DCS.codfw().add(key, bytes("codfw"))).isPresent();

        assertHas(DCS.eqiad(), "eqiad");
        Awaitility.await().untilAsserted(() -> assertHas(DCS.eqiad(), "codfw"));
        assertHas(DCS.codfw(), "codfw");
    }

    @Test
    void racingAdds_withSerial_haveOneWinner() {
        DCS.link().delay(Duration.ofMillis(10));
        String serial = "consistency.serial = serial";
        try (SessionStore eqiad = DCS.store(Clusters.EQIAD, serial).open();
                SessionStore codfw = DCS.store(Clusters.CODFW, serial).open()) {
            for (int i = 0; i < RACES; i++) {
                String raced = TwoDataCenters.key();
                Race race = new Race(
                        eqiad.async().add(raced, bytes("eqiad")), codfw.async().add(raced, bytes("codfw")));
                race.assertAtMostOneWins();
            }
        }
    }

    @Test
    void racingCompareAndSets_ofDifferentBytes_haveOneWinner() {
        try (SessionStore other = DCS.store(Clusters.EQIAD, "").open()) {
            for (int i = 0; i < RACES; i++) {
                String raced = TwoDataCenters.key();
                Version seen = DCS.eqiad().set(raced, bytes("at first"));
                Race race = new Race(
                        DCS.eqiad().async().compareAndSet(raced, seen, bytes("one")),
                        other.async().compareAndSet(raced, seen, bytes("other")));
                race.assertAtMostOneWins();
            }
        }
    }

    /**
     * Cassandra compares bytes. A value that one process replaces with the same bytes looks unchanged to another
     * process, so both may win.
     */
    @Test
    void racingCompareAndSets_ofTheCurrentBytes_mayBothWin() {
        int both = 0;
        try (SessionStore other = DCS.store(Clusters.EQIAD, "").open()) {
            for (int i = 0; i < RACES; i++) {
                String raced = TwoDataCenters.key();
                Version seen = DCS.eqiad().set(raced, bytes("the same"));
                Race race = new Race(
                        DCS.eqiad().async().compareAndSet(raced, seen, bytes("the same")),
                        other.async().compareAndSet(raced, seen, bytes("the same")));
                both += race.wins() == 2 ? 1 : 0;
                assertThat(DCS.eqiad().getEntry(raced).orElseThrow().version()).isGreaterThan(seen);
            }
        }
        assertThat(both).as("both won").isPositive();
    }

    @Test
    void compareAndSet_ofIdenticalBytesThatWereWrittenAgain_answersEmpty() {
        Version seen = DCS.eqiad().set(key, bytes("the same"));
        Version later = DCS.eqiad().set(key, bytes("the same"));

        assertThat(DCS.eqiad().compareAndSet(key, seen, bytes("swapped"))).isEmpty();
        assertThat(DCS.eqiad().compareAndSet(key, later, bytes("swapped"))).isPresent();
    }

    @Test
    void set_byAClockBehind_afterATransaction_isLost() {
        assertThat(DCS.eqiad().add(key, bytes("added"))).isPresent();
        try (SessionStore behind = skewed(FAR.negated())) {
            Version lost = behind.set(key, bytes("behind"));

            Entry current = behind.getEntry(key).orElseThrow();
            assertThat(current.value()).isEqualTo(bytes("added"));
            assertThat(current.version()).isGreaterThan(lost);
        }
    }

    @Test
    void set_byAClockBehind_thatHasReadTheTransaction_wins_withinTheSkewBound() {
        assertThat(DCS.eqiad().add(key, bytes("added"))).isPresent();
        try (SessionStore behind =
                skew(FAR.negated()).maxClockSkew(FAR.multipliedBy(2)).open()) {
            assertThat(behind.get(key)).isPresent();

            behind.set(key, bytes("behind"));
        }
        assertHas(DCS.eqiad(), "behind");
    }

    @Test
    void set_byAClockAheadInTheOtherDataCenter_shadowsATransaction_whenItArrives() {
        Version seen = DCS.eqiad().set(key, bytes("at first"));
        DCS.link().delay(Duration.ofMillis(400));
        try (SessionStore ahead = skew(Clusters.CODFW, FAR).open()) {
            ahead.set(key, bytes("ahead"));
        }

        assertThat(DCS.eqiad().compareAndSet(key, seen, bytes("swapped"))).isPresent();

        assertHas(DCS.eqiad(), "swapped");
        Awaitility.await().untilAsserted(() -> assertHas(DCS.eqiad(), "ahead"));
    }

    /** Two conditional writes of which one should win. */
    private record Race(CompletionStage<Optional<Version>> one, CompletionStage<Optional<Version>> other) {

        int wins() {
            return (won(one) ? 1 : 0) + (won(other) ? 1 : 0);
        }

        void assertAtMostOneWins() {
            int wins = wins();
            boolean certain = !one.toCompletableFuture().isCompletedExceptionally()
                    && !other.toCompletableFuture().isCompletedExceptionally();
            assertThat(wins).isBetween(certain ? 1 : 0, 1);
        }

        /** Tells whether a call won. A call that timed out may have won too, but its failure doesn't say so. */
        private static boolean won(CompletionStage<Optional<Version>> call) {
            CompletableFuture<Optional<Version>> ended = call.toCompletableFuture();
            try {
                return ended.join().isPresent();
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(StoreTimeoutException.class);
                return false;
            }
        }
    }

    private static SessionStore skewed(Duration skew) {
        return skew(skew).open();
    }

    private static StoreBuilder skew(Duration skew) {
        return skew(Clusters.EQIAD, skew);
    }

    private static StoreBuilder skew(String dataCenter, Duration skew) {
        InstantSource clock = () -> Instant.now().plus(skew);
        return DCS.store(dataCenter, "").clock(clock);
    }

    private void assertHas(SessionStore store, String value) {
        assertThat(store.get(key)).hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes(value)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
