package dev.holdall.tck.broken;

import dev.holdall.spi.SessionBackend;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** Backends whose {@code close} leaves something behind. */
final class CloseDefects {

    private CloseDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of(
                        "close leaves a thread",
                        healthy -> new LeavesThread(healthy, task -> new Thread(task, "left-by-a-broken-backend")),
                        "LIF-03"),
                Defect.of(
                        "close leaves a thread that the store's own factory has made",
                        (healthy, context) -> new LeavesThread(healthy, context.threadFactory()),
                        "LIF-03"));
    }

    private static final class LeavesThread extends DefectiveBackend {

        private final ThreadFactory threads;

        LeavesThread(SessionBackend healthy, ThreadFactory threads) {
            super(healthy);
            this.threads = threads;
        }

        @Override
        public void close() {
            healthy.close();
            Thread left = threads.newThread(LeavesThread::waitForEver);
            left.setDaemon(true);
            left.start();
        }

        private static void waitForEver() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
