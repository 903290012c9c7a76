package dev.holdall.benchmarks.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until nodes have done what they do in the background, which would disturb what is measured next. */
final class Progress {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final CqlSession session;

    Progress(CqlSession session) {
        this.session = session;
    }

    /** Until no hint waits, or a minute has passed. */
    void awaitHintsSent() {
        await(PATIENCE, () -> isEmpty("pending_hints"));
    }

    /** Until nothing is compacted, or a minute has passed. */
    void awaitCompacted() {
        await(PATIENCE, () -> isEmpty("sstable_tasks"));
    }

    private boolean isEmpty(String view) {
        return session.execute("SELECT * FROM system_views." + view).one() == null;
    }

    /** Asks again and again. */
    static void await(Duration atMost, BooleanSupplier done) {
        long endNanos = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() - endNanos < 0) {
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }
}
