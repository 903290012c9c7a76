package dev.holdall.tck.broken;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backends that reveal keys or values in logs and failures. */
final class LeakDefects {

    private static final Logger LOG = LoggerFactory.getLogger(LeakDefects.class);

    private LeakDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of("keys are logged", LogsKeys::new, "ERR-06"),
                Defect.of("values are logged", LogsValues::new, "ERR-06"),
                Defect.of("the message of a failure holds the value", TellsValue::new, "ERR-06"),
                Defect.of("the cause of a failure holds the key", TellsKeyInCause::new, "ERR-06"));
    }

    private static final class LogsKeys extends DefectiveBackend {

        LogsKeys(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            LOG.debug("reading {}", key);
            return healthy.read(key, options, deadline);
        }
    }

    private static final class LogsValues extends DefectiveBackend {

        LogsValues(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            LOG.trace("writing {}", new String(value, StandardCharsets.UTF_8));
            return healthy.write(key, value, lifetime, version, deadline);
        }
    }

    private static final class TellsValue extends DefectiveBackend {

        TellsValue(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            String value = find(key)
                    .map(found -> new String(found.value(), StandardCharsets.UTF_8))
                    .orElse("nothing");
            return healthy.increment(key, delta, initial, lifetime, version, deadline)
                    .exceptionallyCompose(failure -> failedWith("no counter: " + value, failure, failure));
        }
    }

    private static final class TellsKeyInCause extends DefectiveBackend {

        TellsKeyInCause(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.increment(key, delta, initial, lifetime, version, deadline)
                    .exceptionallyCompose(
                            failure -> failedWith("no counter", new IllegalStateException("INCR " + key), failure));
        }
    }

    /**
     * Replaces the message and the cause of the failure that the value is no counter; leaves other failures as they
     * are.
     */
    private static CompletionStage<Counted> failedWith(String message, Throwable cause, Throwable failure) {
        return CompletableFuture.failedStage(
                failure instanceof BackendException
                        ? new BackendException(BackendException.Kind.CORRUPT, Outcome.NOT_APPLIED, message, cause)
                        : failure);
    }
}
