package dev.holdall.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holdall.Operation;
import dev.holdall.StoreObserver.Call;
import dev.holdall.StoreObserver.End;
import dev.holdall.StoreObserver.Result;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Checks that the observer's part in recording a call allocates nothing. */
class AllocationTest {

    private static final int CALLS = 10_000;

    private final MetricsObserver observer = new MetricsObserver(new SimpleMeterRegistry());
    private final Call call = new Call("sessions", "redis", Operation.GET, 1);
    private final End end = new End(Result.OK, Duration.ofMillis(2), 1024, 0, 0);

    @Test
    void recording_allocatesNothing_afterTheFirstCall() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        record(CALLS);
        long before = threads.getCurrentThreadAllocatedBytes();
        record(CALLS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // A byte a call is left for what the JVM itself allocates in the thread meanwhile.
        assertThat(allocated).isLessThan(CALLS);
    }

    private void record(int times) {
        for (int i = 0; i < times; i++) {
            observer.onBegin(call).onEnd(end);
        }
    }
}
