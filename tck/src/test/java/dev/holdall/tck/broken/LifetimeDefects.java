package dev.holdall.tck.broken;

import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Backends that let entries live too short or too long, or report a wrong lifetime. */
final class LifetimeDefects {

    private LifetimeDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of(
                        "what has expired is read until it is swept out",
                        ReadsWhatHasExpired::new,
                        "TTL-01",
                        "TTL-04",
                        "TTL-07",
                        "TTL-09",
                        "TTL-13"),
                lives("expiry comes early", LifetimeDefects::halved, "TTL-02", "TTL-03", "TTL-04", "TTL-09", "TTL-15"),
                lives("a TTL is cut to whole seconds", LifetimeDefects::inSeconds, "TTL-03", "TTL-17"),
                lives("a TTL is rounded up to whole seconds", LifetimeDefects::upToSeconds, "TTL-01"),
                lives("a TTL overflows beyond 24 days", LifetimeDefects::asInt, "TTL-15", "TTL-17"),
                lives("never is 30 days", LifetimeDefects::thirtyDaysAtMost, "TTL-06", "TTL-15", "LCK-05"),
                lives("OVER is for ever", LifetimeDefects::overIsForever, "TTL-05", "CAS-03"),
                Defect.of("set keeps the TTL that was there", KeepsOldLifetime::new, "TTL-13"),
                Defect.of("an expiry is told as if the entry were new", TellsFullLifetime::new, "TTL-15"));
    }

    private static Defect lives(String name, UnaryOperator<Lifetime> change, String... rules) {
        return Defect.of(name, healthy -> new LivesOtherwise(healthy, change), rules);
    }

    private static Lifetime halved(Lifetime lifetime) {
        return lifetime.isForever() ? lifetime : Lifetime.ofMillis((lifetime.toMillis() + 1) / 2);
    }

    private static Lifetime upToSeconds(Lifetime lifetime) {
        return lifetime.isForever() ? lifetime : Lifetime.ofMillis((lifetime.toMillis() + 999) / 1_000 * 1_000);
    }

    private static Lifetime inSeconds(Lifetime lifetime) {
        return lifetime.isForever() ? lifetime : Lifetime.ofMillis(lifetime.toMillis() / 1_000 * 1_000);
    }

    @SuppressWarnings("NarrowCalculation") // The overflow is the defect.
    private static Lifetime asInt(Lifetime lifetime) {
        return lifetime.isForever() ? lifetime : Lifetime.ofMillis(Math.max(0, (int) lifetime.toMillis()));
    }

    private static Lifetime thirtyDaysAtMost(Lifetime lifetime) {
        return lifetime.isForever() ? Lifetime.ofMillis(Duration.ofDays(30).toMillis()) : lifetime;
    }

    private static Lifetime overIsForever(Lifetime lifetime) {
        return lifetime.isOver() ? Lifetime.FOREVER : lifetime;
    }

    /** Changes the lifetimes of what {@code set} writes, and of no other write. */
    private static final class LivesOtherwise extends DefectiveBackend {

        private final UnaryOperator<Lifetime> change;

        LivesOtherwise(SessionBackend healthy, UnaryOperator<Lifetime> change) {
            super(healthy);
            this.change = change;
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.write(key, value, change.apply(lifetime), version, deadline);
        }
    }

    private static final class KeepsOldLifetime extends DefectiveBackend {

        KeepsOldLifetime(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            Lifetime kept = lifetime.isOver() ? lifetime : remaining(key).orElse(lifetime);
            return healthy.write(key, value, kept, version, deadline);
        }
    }

    /** Remembers what {@code set} has written last under each key, until another verb changes the key. */
    private abstract static class Remembers<T> extends DefectiveBackend {

        final Map<String, T> written = new ConcurrentHashMap<>();

        Remembers(SessionBackend healthy) {
            super(healthy);
        }

        abstract T remembered(StoredEntry entry);

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            Version stored = now(healthy.write(key, value, lifetime, version, deadline));
            find(key).ifPresentOrElse(entry -> written.put(key, remembered(entry)), () -> written.remove(key));
            return CompletableFuture.completedStage(stored);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            written.remove(key);
            return healthy.update(key, seen, value, lifetime, deadline);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            written.remove(key);
            return healthy.writeIfUnchanged(key, seen, value, lifetime, version, deadline);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            written.remove(key);
            return healthy.touch(key, lifetime, deadline);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            written.remove(key);
            return healthy.delete(key, version, deadline);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            written.remove(key);
            return healthy.revoke(key, version, horizonMillis, deadline);
        }
    }

    private record Ending(StoredEntry entry, long endNanos) {}

    private static final class ReadsWhatHasExpired extends Remembers<Ending> {

        private final LongSupplier nanoTime;

        ReadsWhatHasExpired(SessionBackend healthy, BackendContext context) {
            super(healthy);
            nanoTime = context.nanoTime();
        }

        @Override
        Ending remembered(StoredEntry entry) {
            long millis = Objects.requireNonNull(entry.remaining()).toMillis();
            return new Ending(entry, nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis));
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return healthy.read(key, options, deadline)
                    .thenApply(found -> found.or(() -> Optional.ofNullable(written.get(key))
                            .filter(ending -> ending.endNanos() - nanoTime.getAsLong() <= 0)
                            .map(Ending::entry)));
        }
    }

    private static final class TellsFullLifetime extends Remembers<Lifetime> {

        TellsFullLifetime(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        Lifetime remembered(StoredEntry entry) {
            return Objects.requireNonNull(entry.remaining());
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return healthy.read(key, options, deadline)
                    .thenApply(found -> found.map(entry -> new StoredEntry(
                            entry.value(), entry.version(), written.getOrDefault(key, entry.remaining()))));
        }
    }
}
