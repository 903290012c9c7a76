package dev.holdall.http;

import dev.holdall.SessionStoreException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a server of the application's configuration until the process is told to end (SIGTERM, SIGINT). The backends are
 * those on the class path.
 */
public final class Main {

    private static final int CONFIGURATION = 78;
    private static final int UNAVAILABLE = 69;

    private Main() {}

    /**
     * Runs a server.
     *
     * @param args none
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        HttpServer server = openOrExit();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        null,
                        () -> {
                            server.close();
                            stopped.countDown();
                        },
                        "holdall-http-stop",
                        0,
                        false));
        stopped.await();
    }

    /** Ends the process if the server can't be opened: with a status of sysexits.h, which service managers show. */
    private static HttpServer openOrExit() {
        try {
            return HttpServer.open();
        } catch (dev.holdall.StoreConfigurationException e) {
            throw exit(CONFIGURATION, e);
        } catch (SessionStoreException | UncheckedIOException e) {
            throw exit(UNAVAILABLE, e);
        }
    }

    @SuppressWarnings("SystemOut") // The log may be configured to go elsewhere.
    private static RuntimeException exit(int status, RuntimeException failure) {
        System.err.println(failure.getMessage());
        System.exit(status);
        return failure;
    }
}
