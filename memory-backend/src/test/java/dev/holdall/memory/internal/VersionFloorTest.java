package dev.holdall.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.spi.Lifetime;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the version floor. In each test, a clock that is ahead writes an entry, and the entry goes. Then a clock that
 * is behind creates the key again.
 */
class VersionFloorTest {

    private static final long AHEAD = 1_000_000;
    private static final long BEHIND = 10;

    private final TestContext context = new TestContext();
    private final Verbs verbs = Verbs.open(context);

    @Test
    void afterDelete() {
        verbs.write("k", "old", AHEAD);
        verbs.delete("k");
    }

    @Test
    void afterExpiry() {
        verbs.write("k", "old", Lifetime.ofMillis(5), AHEAD);
        context.advance(Duration.ofMillis(5));
    }

    @Test
    void afterExpiryThatAReadHasSeen() {
        verbs.write("k", "old", Lifetime.ofMillis(5), AHEAD);
        context.advance(Duration.ofMillis(5));
        assertThat(verbs.value("k")).isEmpty();
    }

    @Test
    void afterExpiryThatMaintenanceHasSeen() {
        verbs.write("k", "old", Lifetime.ofMillis(5), AHEAD);
        context.advance(Duration.ofDays(1));
        for (int i = 0; i < 100; i++) {
            verbs.write("other" + i, "x", i);
        }
    }

    @Test
    void afterAWriteThatIsOver() {
        assertThat(verbs.write("k", "old", Lifetime.OVER, AHEAD)).isEqualTo(AHEAD);
    }

    @Test
    void afterAnAddThatIsOver() {
        assertThat(verbs.add("k", "old", Lifetime.OVER, AHEAD).storedVersion().micros())
                .isEqualTo(AHEAD);
    }

    @Test
    void afterACompareAndSetThatIsOver() {
        verbs.write("k", "old", BEHIND);
        verbs.compareAndSet("k", BEHIND, "old", Lifetime.OVER, AHEAD);
    }

    @Test
    void afterATouchThatIsOver() {
        verbs.write("k", "old", AHEAD);
        verbs.touch("k", Lifetime.OVER);
    }

    @Test
    void afterAnUpdateThatIsOver() {
        verbs.write("k", "old", AHEAD);
        verbs.update("k", AHEAD, "old", Lifetime.OVER);
    }

    @Test
    void afterAnIncrementThatIsOver() {
        verbs.increment("k", 1, 1, Lifetime.OVER, AHEAD);
    }

    @Test
    void afterARevocationThatHasPassed() {
        verbs.write("k", "old", AHEAD);
        verbs.revoke("k", 5);
        context.advance(Duration.ofMillis(5));
    }

    @Test
    void afterTheDeletionOfAnotherKey() {
        verbs.write("other", "old", AHEAD);
        verbs.delete("other");
    }

    @AfterEach
    void aVersionOfTheEarlierLifeDoesNotMatch() {
        assertThat(verbs.add("k", "new", BEHIND).storedVersion().micros()).isGreaterThan(AHEAD);
        assertThat(verbs.compareAndSet("k", AHEAD, "stale", BEHIND)).isEqualTo(WriteResult.CONFLICT);
        verbs.update("k", AHEAD, "stale");
        assertThat(verbs.value("k")).hasValue("new");
    }
}
