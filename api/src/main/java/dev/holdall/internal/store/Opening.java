package dev.holdall.internal.store;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreInterruptedException;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.dispatch.Failures;
import dev.holdall.internal.threads.CleanThreadFactory;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.SessionBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Opens a backend on a separate thread. So the caller waits at most {@code open-timeout} and {@link #GRACE}, even if a
 * name look-up hangs, and the threads that the client library starts inherit nothing from the thread that opens the
 * store.
 */
final class Opening {

    /**
     * The time that is added to {@code open-timeout} before this class gives up. It lets the backend report its own
     * failure, which has more details than that of this class, after it has closed what it had opened.
     */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final StoreSettings settings;
    private final Failures failures;
    private final CompletableFuture<SessionBackend> opened = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    Opening(StoreSettings settings) {
        this.settings = settings;
        this.failures = new Failures(settings);
    }

    /**
     * Opens a backend. Blocks.
     *
     * @param owner a class of the backend, whose class loader becomes the context class loader of the opening thread
     * @param opener opens the backend
     * @throws SessionStoreException if the backend can't be opened; a backend that is opened too late is closed again
     */
    SessionBackend open(Class<?> owner, Supplier<SessionBackend> opener) {
        Thread thread =
                new CleanThreadFactory("holdall-opening-" + settings.name(), owner).newThread(() -> run(opener));
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            throw failures.ofOpening(failure(BackendException.Kind.OVERLOADED, "this JVM can't start another thread"));
        }
        try {
            if (!ended.await(settings.openTimeout().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS)) {
                String message = "the backend was not open within "
                        + settings.openTimeout().toMillis() + " ms";
                giveUp(thread, failures.ofOpening(failure(BackendException.Kind.TIMEOUT, message)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(
                    thread,
                    new StoreInterruptedException(new SessionStoreException.Details(
                            settings.name(),
                            settings.backend(),
                            Operation.OPEN,
                            Outcome.NOT_APPLIED,
                            "the thread was interrupted while it waited for the backend to open",
                            null)));
        }
        return result();
    }

    /** Gives up and interrupts the opening thread, unless the backend was opened just now: then the backend is used. */
    private void giveUp(Thread thread, SessionStoreException why) {
        if (opened.completeExceptionally(why)) {
            thread.interrupt();
        }
    }

    private SessionBackend result() {
        Throwable failure = opened.handle((backend, thrown) -> thrown).join();
        if (failure == null) {
            return opened.join();
        }
        throw failure instanceof SessionStoreException known ? known : failures.ofOpening(failure);
    }

    private void run(Supplier<SessionBackend> opener) {
        try {
            SessionBackend backend = opener.get();
            if (!opened.complete(backend)) {
                backend.close();
            }
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
        } finally {
            ended.countDown();
        }
    }

    private static BackendException failure(BackendException.Kind kind, String message) {
        return new BackendException(kind, Outcome.NOT_APPLIED, message, null);
    }

    /** Makes the deadline that the backend receives. */
    Deadline deadline() {
        return Deadline.in(settings.openTimeout());
    }
}
