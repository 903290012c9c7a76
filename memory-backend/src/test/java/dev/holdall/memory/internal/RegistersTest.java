package dev.holdall.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RegistersTest {

    private static final byte[] OLD = {1};
    private static final byte[] NEW = {2};
    private static final Lifetime HOUR = Lifetime.ofMillis(3_600_000);
    private static final Version FIRST = new Version(100);

    private final TestContext context = new TestContext();
    private final Registers registers = new Registers(new Bounds(1 << 20, 1 << 20), context);

    @Test
    void anEntryThatIsOver_isDroppedAtOnce() {
        assertThat(registers.<Boolean>change("k", register -> {
                    register.store(OLD, Lifetime.OVER, FIRST);
                    return register.isPresent();
                }))
                .isFalse();
        store("k", OLD);
        assertThat(registers.<Boolean>change("k", register -> {
                    register.claim();
                    register.touch(Lifetime.OVER);
                    return register.isPresent();
                }))
                .isFalse();
    }

    /** A read can find the entry ended after the verb has found it there, and before the verb replaces it. */
    @Test
    void anEntryThatEndsDuringAChange_isDropped_andItsVersionIsRemembered() {
        Register conditional = registerOfAnEntryThatHasEndedMeanwhile();
        assertThat(conditional.claim()).isFalse();
        assertThat(conditional.store(NEW, HOUR, new Version(1))).isEqualTo(new Version(101));

        Register increment = registerOfAnEntryThatHasEndedMeanwhile();
        assertThat(increment.storeValue(NEW, new Version(200))).isNull();
        assertThat(increment.isPresent()).isFalse();
    }

    private Register registerOfAnEntryThatHasEndedMeanwhile() {
        long nowNanos = context.nanoTime().getAsLong();
        MemoryEntry entry = MemoryEntry.of(OLD, FIRST, HOUR, nowNanos);
        Register register = new Register("k", entry, registers);
        assertThat(entry.hasEnded(nowNanos + HOUR.toMillis() * 1_000_000)).isTrue();
        return register;
    }

    @Test
    void aReadOfAnEntryThatIsAboutToBeReplaced_waitsForTheNewOne() throws Exception {
        store("k", OLD);
        FutureTask<Optional<StoredEntry>> read = new FutureTask<>(() -> registers.read("k", true));
        Thread reader = new Thread(read, "reader");

        registers.change("k", register -> {
            register.claim();
            reader.start();
            awaitBlocked(reader);
            return register.store(NEW, HOUR, FIRST);
        });

        StoredEntry found = read.get(30, TimeUnit.SECONDS).orElseThrow();
        assertThat(found.value()).isEqualTo(NEW);
        assertThat(found.remaining()).isEqualTo(HOUR);
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    /** Ended entries that nobody reads go by the clock that Caffeine sees. */
    @Test
    void endedEntries_makeRoomForOthers() {
        int fitting = (1 << 20) / 2_300;
        for (int i = 0; i < fitting; i++) {
            store("old" + i, new byte[2_000]);
        }
        context.advance(Duration.ofDays(1));
        for (int i = 0; i < fitting; i++) {
            store("new" + i, new byte[2_000]);
        }

        for (int i = 0; i < fitting; i++) {
            assertThat(registers.read("new" + i, false)).isPresent();
        }
        assertThat(context.incidents()).isEmpty();
    }

    private void store(String key, byte[] value) {
        registers.change(key, register -> register.store(value, HOUR, FIRST));
    }
}
