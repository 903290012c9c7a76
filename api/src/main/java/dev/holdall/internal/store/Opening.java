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
 * Opens a backend on a thread of its own. So nothing in it, name look-ups included, takes longer than
 * {@code open-timeout}, and the threads that the client library starts inherit nothing from the thread that happens to
 * open the store.
 */
final class Opening {

    /** The backend's own failure says more than that of this class, so it is waited for a moment longer. */
    private static final Duration GRACE = Duration.ofMillis(250);

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
     * @param owner a class of the backend, whose class loader is the thread's context class loader meanwhile
     * @param opener opens it
     * @throws SessionStoreException if it can't be opened; what it opens too late is closed again
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

    /** Unless it was opened just now: then that counts. */
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

    /** The deadline that the backend is given. */
    Deadline deadline() {
        return Deadline.in(settings.openTimeout());
    }
}
