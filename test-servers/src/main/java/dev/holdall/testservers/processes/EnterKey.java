package dev.holdall.testservers.processes;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a program keep its servers until its user presses Enter. */
public final class EnterKey {

    private static final Duration LONGEST = Duration.ofMinutes(30);

    private EnterKey() {}

    /**
     * Blocks until Enter is pressed, but for half an hour at most; prints a line if that has passed. Without a terminal
     * the input may end at once, which doesn't count as Enter.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void awaitEnter() throws InterruptedException {
        if (!awaitLine(System.in, LONGEST)) {
            System.out.println("Half an hour has passed.");
        }
    }

    /** Waits for a line of input; returns whether it came in time. */
    static boolean awaitLine(InputStream in, Duration longest) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        Thread reader = new Thread(() -> readLine(in, entered), "enter");
        reader.setDaemon(true);
        reader.start();
        return entered.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void readLine(InputStream in, CountDownLatch entered) {
        try {
            int read = in.read();
            while (read != -1 && read != '\n') {
                read = in.read();
            }
            if (read == '\n') {
                entered.countDown();
            }
        } catch (IOException e) {
            System.err.println("The keyboard can't be read (" + e.getMessage() + "): end the program with Ctrl-C.");
        }
    }
}
