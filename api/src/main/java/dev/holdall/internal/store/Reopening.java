package dev.holdall.internal.store;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreInterruptedException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.internal.DurationText;
import dev.holdall.internal.HoldallLog;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.LogThrottle;
import dev.holdall.spi.SessionBackend;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Opens a backend, and tries again while its servers can't be reached, for as long as {@code wait-for-servers}. */
final class Reopening {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final StoreSettings settings;
    private final LogThrottle failures = new LogThrottle();

    Reopening(StoreSettings settings) {
        this.settings = settings;
    }

    /**
     * Opens a backend. Blocks.
     *
     * @param attempt makes one try, which leaves nothing behind if it fails
     * @throws SessionStoreException the failure of the last try
     */
    SessionBackend open(Supplier<SessionBackend> attempt) {
        Deadline end = Deadline.in(settings.waitForServers());
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return attempt.get();
            } catch (StoreUnavailableException | StoreTimeoutException | StoreOverloadedException e) {
                if (end.remainingNanos() <= pause.toNanos()) {
                    throw e;
                }
                report(e);
            }
            await(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void report(SessionStoreException failure) {
        if (failures.count()) {
            HoldallLog.LOG.warn(
                    "{}; the servers are tried again, until wait-for-servers = {} has passed (try {})",
                    failure.getMessage(),
                    DurationText.exact(settings.waitForServers()),
                    failures.total());
        }
    }

    private void await(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreInterruptedException(new SessionStoreException.Details(
                    settings.name(),
                    settings.backend(),
                    Operation.OPEN,
                    Outcome.NOT_APPLIED,
                    "the thread was interrupted while it waited for the servers",
                    null));
        }
    }
}
