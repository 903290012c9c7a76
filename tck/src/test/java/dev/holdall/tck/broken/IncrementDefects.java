package dev.holdall.tck.broken;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Counters;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Backends whose {@code increment} is wrong. */
final class IncrementDefects {

    private IncrementDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of("increment looks, and then writes", LooksThenWrites::new, "INC-03")
                        .andPerhaps("CON-05"),
                Defect.of("increment takes the expiry away", LosesExpiry::new, "INC-02"),
                Defect.of("increment gives the TTL of a new counter", RenewsExpiry::new, "INC-02", "TTL-05"),
                Defect.of(
                        "increment of an absent key begins at nought",
                        BeginsAtNought::new,
                        "INC-01",
                        "INC-05",
                        "TTL-05"),
                Defect.of("increment takes what is no counter for nought", TakesGarbageForNought::new, "INC-04"),
                Defect.of("increment answers that nothing was stored", AnswersNoVersion::new, "OBS-01"),
                Defect.of("increment overflows", Overflows::new, "INC-05"),
                Defect.of(
                                "counters have leading zeros",
                                LeadingZeros::new,
                                "INC-02",
                                "INC-05",
                                "INC-06",
                                "UPD-04",
                                "TTL-05")
                        .andPerhaps("CON-05"));
    }

    /** Returns the value of an entry as a number; 0 if it is no number. */
    private static long number(StoredEntry entry) {
        try {
            return Counters.parse(entry.value());
        } catch (BackendException e) {
            return 0;
        }
    }

    private static final class LooksThenWrites extends DefectiveBackend {

        LooksThenWrites(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            Optional<StoredEntry> found = find(key);
            if (found.isEmpty()) {
                return healthy.increment(key, delta, initial, lifetime, version, deadline);
            }
            long sum = Math.addExact(Counters.parse(found.get().value()), delta);
            LockSupport.parkNanos(1);
            Lifetime remaining = Objects.requireNonNull(found.get().remaining());
            return healthy.write(key, Counters.format(sum), remaining, version, deadline)
                    .thenApply(written -> new Counted(sum, written));
        }
    }

    private static final class AnswersNoVersion extends DefectiveBackend {

        AnswersNoVersion(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.increment(key, delta, initial, lifetime, version, deadline)
                    .thenApply(counted -> new Counted(counted.value(), null));
        }
    }

    private static final class LosesExpiry extends DefectiveBackend {

        LosesExpiry(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            boolean sums = isPresent(key);
            Counted counted = now(healthy.increment(key, delta, initial, lifetime, version, deadline));
            if (sums) {
                now(healthy.touch(key, Lifetime.FOREVER, deadline));
            }
            return completedStage(counted);
        }
    }

    private static final class RenewsExpiry extends DefectiveBackend {

        RenewsExpiry(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            Counted counted = now(healthy.increment(key, delta, initial, lifetime, version, deadline));
            now(healthy.touch(key, lifetime, deadline));
            return completedStage(counted);
        }
    }

    private static final class BeginsAtNought extends DefectiveBackend {

        BeginsAtNought(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            return isRevoked(key)
                    ? healthy.increment(key, delta, initial, lifetime, version, deadline)
                    : healthy.increment(key, delta, delta, lifetime, version, deadline);
        }
    }

    private static final class TakesGarbageForNought extends DefectiveBackend {

        TakesGarbageForNought(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            find(key).ifPresent(found -> {
                byte[] counter = Counters.format(number(found));
                if (counter.length != found.value().length) {
                    Lifetime remaining = Objects.requireNonNull(found.remaining());
                    now(healthy.writeIfUnchanged(key, found.version(), counter, remaining, version, deadline));
                }
            });
            return healthy.increment(key, delta, initial, lifetime, version, deadline);
        }
    }

    private static final class Overflows extends DefectiveBackend {

        Overflows(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            try {
                return completedStage(now(healthy.increment(key, delta, initial, lifetime, version, deadline)));
            } catch (CompletionException e) {
                return e.getCause() instanceof ArithmeticException
                        ? overflown(find(key).orElseThrow(), key, delta, version, deadline)
                        : healthy.increment(key, delta, initial, lifetime, version, deadline);
            }
        }

        private CompletionStage<Counted> overflown(
                StoredEntry found, String key, long delta, Version version, Deadline deadline) {
            long sum = number(found) + delta;
            Lifetime remaining = Objects.requireNonNull(found.remaining());
            return healthy.write(key, Counters.format(sum), remaining, version, deadline)
                    .thenApply(written -> new Counted(sum, written));
        }
    }

    /** Adds the leading zeros only to what reads return. The stored counter has none, so increments still work. */
    private static final class LeadingZeros extends DefectiveBackend {

        private final Set<String> counters = ConcurrentHashMap.newKeySet();

        LeadingZeros(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            counters.add(key);
            return healthy.increment(key, delta, initial, lifetime, version, deadline);
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return healthy.read(key, options, deadline)
                    .thenApply(found -> counters.contains(key) ? found.map(LeadingZeros::padded) : found);
        }

        private static StoredEntry padded(StoredEntry entry) {
            if (!Arrays.equals(Counters.format(number(entry)), entry.value())) {
                return entry;
            }
            byte[] digits = String.format(Locale.ROOT, "%020d", number(entry)).getBytes(StandardCharsets.US_ASCII);
            return new StoredEntry(digits, entry.version(), entry.remaining());
        }
    }
}
