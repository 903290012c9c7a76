package dev.holdall.tck.broken;

import dev.holdall.spi.SessionBackend;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Backends whose {@code close} leaves something behind. */
final class CloseDefects {

    private CloseDefects() {}

    static Stream<Defect> all() {
        return Stream.of(Defect.of("close leaves a thread", LeavesThread::new, "LIF-03"));
    }

    private static final class LeavesThread extends DefectiveBackend {

        LeavesThread(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public void close() {
            healthy.close();
            Thread left = new Thread(LeavesThread::waitForEver, "left-by-a-broken-backend");
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
