package dev.holdall.redis.internal.register;

import static dev.holdall.redis.internal.register.MergingServer.digits;
import static dev.holdall.redis.internal.register.MergingServer.packed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.Version;
import dev.holdall.redis.Stores;
import dev.holdall.spi.VersionSteps;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Checks single rules by which two data centres merge the records of a key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergingIT {

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long MINUTE_MICROS = 60_000_000;
    private static final byte[] OVER = {'0'};
    private static final byte[] FOREVER = {};

    private final RedisServer serverOfA = RedisServer.start();
    private final RedisServer serverOfB = RedisServer.start();
    private final MergingServer a = new MergingServer(serverOfA, List.of("b"), Duration.ZERO, UnaryOperator.identity());
    private final MergingServer b = new MergingServer(serverOfB, List.of("a"), Duration.ZERO, UnaryOperator.identity());
    private String key = "";
    private long stamp = 1;

    @BeforeEach
    void choose() {
        key = Stores.newName("key");
    }

    @AfterAll
    void close() {
        serverOfA.close();
        serverOfB.close();
    }

    @Test
    void shortEntry_isRemembered_untilTheLongerOneBeforeItWouldHaveEnded() {
        long version = now();
        set(a, version, HOUR_MILLIS);
        send(a, b);
        set(a, version + MINUTE_MICROS, 1);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !a.record(key).orElseThrow().isEntry());
        send(a, b);
        assertThat(b.record(key))
                .hasValueSatisfying(record -> assertThat(record.isEntry()).isFalse());
    }

    @Test
    void shortEntry_isAnOrdinaryString_afterATombstoneThatIsConfirmed() {
        long version = now();
        delete(a, version);
        set(a, version + MINUTE_MICROS, HOUR_MILLIS);
        assertThat(a.storedKind(key)).isEqualTo('U');

        delete(a, version + 2 * MINUTE_MICROS);
        send(a, b);
        set(a, version + 3 * MINUTE_MICROS, 5 * HOUR_MILLIS);
        assertThat(a.storedKind(key)).isEqualTo('V');
    }

    @Test
    void shortEntry_isRemembered_afterATombstoneWhoseMarksAreOnAnotherNode() {
        long version = now();
        delete(a, version);
        a.writeWithoutMarks(
                Scripts.MERGING.write(), key, packed('V', version + MINUTE_MICROS, (byte) 1), digits(HOUR_MILLIS));
        assertThat(a.storedKind(key)).isEqualTo('U');
    }

    @Test
    void entryThatHasEnded_livesOn_ifItWasLengthenedInTheOtherDataCentre() {
        long version = now();
        set(a, version, HOUR_MILLIS);
        send(a, b);
        set(a, version + MINUTE_MICROS, 2_000);
        send(a, b);
        touch(b, digits(HOUR_MILLIS));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> a.record(key).orElseThrow().hasEnded());

        b.apply(key, a.record(key).orElseThrow());
        assertThat(b.record(key))
                .hasValueSatisfying(record -> assertThat(record.isEntry()).isTrue());
        send(b, a);
        assertThat(a.record(key)).isEqualTo(b.record(key));
    }

    @Test
    void deleteOfAnotherDataCentre_keepsWhatWasWrittenThereSince_andDeletesWhatItDidNotKnow() {
        long version = now();
        set(a, version + MINUTE_MICROS, HOUR_MILLIS);
        send(a, b);
        deleteThere(version);
        assertThat(b.record(key)).isEqualTo(a.record(key));

        set(b, version + 2 * MINUTE_MICROS, HOUR_MILLIS);
        deleteThere(version);
        assertThat(b.record(key))
                .hasValueSatisfying(record -> assertThat(record.isEntry()).isFalse());
        send(b, a);
        assertThat(a.record(key)).isEqualTo(b.record(key));

        key = Stores.newName("key");
        deleteThere(version);
        assertThat(b.record(key))
                .hasValueSatisfying(record -> assertThat(record.version()).isEqualTo(new Version(version)));
        assertThat(b.marks(10, "a")).isEmpty();
    }

    @Test
    void ofTwoRevocations_theGreaterVersionAndTheLongerHorizonStay() {
        long version = now();
        revoke(a, version + MINUTE_MICROS, HOUR_MILLIS);
        revoke(b, version, 2 * HOUR_MILLIS);

        send(a, b);
        send(b, a);
        for (MergingServer each : List.of(a, b)) {
            assertThat(each.record(key)).hasValueSatisfying(record -> {
                assertThat(record.version()).isEqualTo(new Version(version + MINUTE_MICROS));
                assertThat(record.remainingMillis()).isGreaterThan(HOUR_MILLIS);
            });
        }
    }

    @Test
    void deleteByALateClock_isAboveAStaleUpdate_inTheOtherDataCentre() {
        long version = now();
        set(a, version, HOUR_MILLIS);
        send(a, b);
        delete(a, version - MINUTE_MICROS);
        update(b, version);

        send(b, a);
        send(a, b);
        assertThat(a.record(key))
                .isEqualTo(b.record(key))
                .hasValueSatisfying(record -> assertThat(record.isEntry()).isFalse());
    }

    @Test
    void update_isStored_overTouchesOfTheVersionSeen() {
        set(a, now(), HOUR_MILLIS);
        long version = a.record(key).orElseThrow().version().micros();
        touch(a, digits(HOUR_MILLIS / 2));
        touch(a, digits(HOUR_MILLIS / 4));
        assertThat(a.record(key))
                .hasValueSatisfying(record -> assertThat(record.version()).isEqualTo(new Version(version + 2)));

        update(a, version);
        assertThat(a.record(key))
                .hasValueSatisfying(record ->
                        assertThat(record.version()).isEqualTo(VersionSteps.afterUpdate(new Version(version))));
    }

    @Test
    void touch_lengthensAndShortensEverywhere() {
        set(a, now(), HOUR_MILLIS);
        send(a, b);
        touch(a, FOREVER);
        send(a, b);
        assertThat(b.record(key))
                .hasValueSatisfying(
                        record -> assertThat(record.remainingMillis()).isEqualTo(-1));

        touch(b, digits(HOUR_MILLIS));
        send(b, a);
        assertThat(a.record(key))
                .hasValueSatisfying(
                        record -> assertThat(record.remainingMillis()).isBetween(HOUR_MILLIS / 2, HOUR_MILLIS));

        touch(a, OVER);
        send(a, b);
        assertThat(b.record(key))
                .hasValueSatisfying(record -> assertThat(record.isEntry()).isFalse());
    }

    @Test
    void lifetime_doesNotCreep_whenARecordIsSentToAndFro() {
        set(a, now(), HOUR_MILLIS);
        Instant latestEnd = Instant.now().plusMillis(HOUR_MILLIS);
        PackedRecord record = a.record(key).orElseThrow();
        Duration slow = Duration.ofSeconds(2);
        for (int time = 0; time < 500; time++) {
            Instant begin = Instant.now();
            b.apply(key, record);
            a.apply(key, b.record(key).orElseThrow());
            // A record that takes a second to arrive is a second longer than the one that was sent.
            Duration took = Duration.between(begin, Instant.now());
            slow = took.toMillis() < 400 ? slow : slow.plus(took);
        }
        assertThat(Instant.now().plusMillis(a.record(key).orElseThrow().remainingMillis()))
                .isBefore(latestEnd.plus(slow));
    }

    @Test
    void foreignBytes_areKept_unlessAKeyIsDeletedOrRevoked() {
        set(a, now(), HOUR_MILLIS);
        PackedRecord entry = a.record(key).orElseThrow();
        b.storeForeign(key, new byte[] {1, 2, 3});
        assertThat(b.apply(key, entry)).containsExactly('F');

        delete(a, now());
        send(a, b);
        assertThat(b.record(key)).isEqualTo(a.record(key));
    }

    @Test
    void mark_stays_ifTheKeyWasWrittenSince() {
        set(a, now(), HOUR_MILLIS);
        Map<String, Long> marks = a.marks(10, "b");
        set(a, now(), HOUR_MILLIS);

        a.confirm("b", key, Objects.requireNonNull(marks.get(key)));
        assertThat(a.marks(10, "b")).containsOnlyKeys(key);
        send(a, b);
        assertThat(a.marks(10, "b")).isEmpty();
        assertThat(b.marks(10, "a")).isEmpty();
    }

    @Test
    void marks_areRemovedTogether_exceptThoseWithAnotherStamp() {
        Map<String, Long> marks = new HashMap<>();
        for (long number = 0; number < 1_000; number++) {
            marks.put("key" + number, 800_000_000_000_000L + number * 1_000_000_000_000L);
        }
        marks.put("highest", (1L << 53) - 1);
        a.mark("b", marks);
        Map<String, Long> confirmed = new HashMap<>(marks);
        confirmed.put("key7", 1L);
        confirmed.put("highest", (1L << 53) - 2);
        confirmed.put("unmarked", 1L);

        assertThat(a.confirm("b", confirmed)).isEqualTo(999);
        assertThat(a.marks(5_000, "b")).containsKeys("key7", "highest").doesNotContainKeys("key6", "key999");
        assertThat(a.confirm("b", marks)).isEqualTo(2);
        assertThat(a.confirm("b", marks)).isZero();
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private void set(MergingServer server, long version, long millis) {
        server.write(Scripts.MERGING.write(), key, stamp++, packed('V', version, (byte) stamp), digits(millis));
    }

    private void update(MergingServer server, long seen) {
        server.write(
                Scripts.MERGING.update(),
                key,
                stamp++,
                packed('V', VersionSteps.afterUpdate(new Version(seen)).micros(), (byte) stamp),
                digits(HOUR_MILLIS),
                Arguments.bytes(new Version(seen)));
    }

    private void touch(MergingServer server, byte[] lifetime) {
        server.write(Scripts.MERGING.touch(), key, stamp++, packed('V', now()), lifetime);
    }

    private void delete(MergingServer server, long version) {
        server.write(Scripts.MERGING.delete(), key, stamp++, packed('V', version));
    }

    /** Makes in b what a has deleted, with a tombstone of this version. */
    private void deleteThere(long version) {
        b.write(Scripts.DELETE_THERE, key, stamp++, packed('V', version), digits(2));
    }

    private void revoke(MergingServer server, long version, long millis) {
        server.write(Scripts.MERGING.revoke(), key, stamp++, packed('R', version), digits(millis));
    }

    /** Sends what one server has under the key to the other one, and confirms the mark. */
    private void send(MergingServer from, MergingServer to) {
        String name = to == b ? "b" : "a";
        from.marks(10, name).forEach((marked, mark) -> {
            from.record(marked).ifPresent(record -> to.apply(marked, record));
            from.confirm(name, marked, mark);
        });
    }
}
