package dev.holdall.memory.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.spi.Counted;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.WriteResult;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tests that every history of concurrent calls on a key has an order that explains every answer, versions included.
 * Lincheck makes the scenarios. Its specification is this class itself, called by one thread.
 *
 * <p>The calls use one key only, since the contract promises nothing about the versions of different keys. The clock
 * stands still. The test is small, so that the build stays fast, but it finds a change that is not atomic within
 * seconds. It doesn't use model checking, which would take the spinning in Caffeine for a livelock.
 */
@Tag("deep")
@Param(name = "version", gen = IntGen.class, conf = "1:5")
@Param(name = "millis", gen = IntGen.class, conf = "998:1002")
public class LinearizabilityTest {

    private static final String KEY = "k";
    private static final long HORIZON_MILLIS = 86_400_000;

    private final Verbs verbs = Verbs.open(new TestContext());

    @Test
    void everyHistoryOfAKey_hasAnOrder() {
        new StressOptions()
                .iterations(10)
                .invocationsPerIteration(100)
                .threads(2)
                .actorsPerThread(4)
                .actorsBefore(2)
                .actorsAfter(2)
                .check(LinearizabilityTest.class);
    }

    @Operation
    public Optional<String> read() {
        return verbs.read(KEY)
                .map(entry ->
                        new String(entry.value(), UTF_8) + "@" + entry.version().micros());
    }

    @Operation
    public long write(@Param(name = "version") int version) {
        return verbs.write(KEY, "1" + version, version);
    }

    /** Writes an entry whose end a touch may move without replacing the entry. */
    @Operation
    public long writeForAWhile(@Param(name = "version") int version) {
        return verbs.write(KEY, "6" + version, Lifetime.ofMillis(1_000), version);
    }

    @Operation
    public long writeOver(@Param(name = "version") int version) {
        return verbs.write(KEY, "", Lifetime.OVER, version);
    }

    @Operation
    public void update(@Param(name = "version") int seen) {
        verbs.update(KEY, seen, "2" + seen);
    }

    @Operation
    public WriteResult writeIfAbsent(@Param(name = "version") int version) {
        return verbs.add(KEY, "3" + version, version);
    }

    @Operation
    public WriteResult writeIfUnchanged(@Param(name = "version") int seen) {
        return verbs.compareAndSet(KEY, seen, "4" + seen, seen);
    }

    @Operation
    public Optional<Long> touch(@Param(name = "millis") int millis) {
        return verbs.touch(KEY, Lifetime.ofMillis(millis));
    }

    @Operation
    public Optional<Lifetime> remaining() {
        return verbs.remaining(KEY);
    }

    @Operation
    public void delete() {
        verbs.delete(KEY);
    }

    @Operation
    public void revoke() {
        verbs.revoke(KEY, HORIZON_MILLIS);
    }

    @Operation
    public Counted increment(@Param(name = "version") int version) {
        return verbs.increment(KEY, 1, 5, version);
    }
}
