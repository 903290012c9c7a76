package dev.holdall.benchmarks.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until nodes have finished their background work, which would disturb the next measurement. */
final class Progress {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final CqlSession session;

    Progress(CqlSession session) {
        this.session = session;
    }

    /** Waits until no hint is left to be sent, or a minute has passed. */
    void awaitHintsSent() {
        await(PATIENCE, () -> isEmpty("pending_hints"));
    }

    /** Waits until no compaction runs, or a minute has passed. */
    void awaitCompacted() {
        await(PATIENCE, () -> isEmpty("sstable_tasks"));
    }

    private boolean isEmpty(String view) {
        return session.execute("SELECT * FROM system_views." + view).one() == null;
    }

    /** Checks a condition again and again, until it holds or the time is over. */
    static void await(Duration atMost, BooleanSupplier done) {
        long endNanos = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() - endNanos < 0) {
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }
}
