package dev.holdall.tck.broken;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Backends whose {@code update} stores what it shouldn't, or doesn't store what it should. */
final class UpdateDefects {

    private UpdateDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                Defect.of("update stores where there is nothing", StoresWhereAbsent::new, "UPD-03", "UPD-09", "CON-03")
                        .andPerhaps("CON-05"),
                Defect.of(
                                "update replaces whatever version is there",
                                IgnoresVersions::new,
                                "UPD-04",
                                "UPD-06",
                                "CON-03",
                                "TTL-05")
                        .andPerhaps("CON-05"),
                Defect.of("update looks, and then writes", LooksThenWrites::new, "UPD-04", "UPD-09")
                        .andPerhaps("CON-05"),
                Defect.of("update keeps the TTL that was there", KeepsOldLifetime::new, "UPD-01", "TTL-07"),
                Defect.of("update of a key that never was fails", FailsForUnknownKey::new, "UPD-07"));
    }

    private static final class StoresWhereAbsent extends DefectiveBackend {

        StoresWhereAbsent(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Void> update(String key, Version seen, byte[] value, Lifetime lifetime) {
            if (!isPresent(key)) {
                return healthy.write(key, value, lifetime, seen.plusMicros(1)).thenAccept(written -> {});
            }
            return healthy.update(key, seen, value, lifetime);
        }
    }

    private static final class IgnoresVersions extends DefectiveBackend {

        IgnoresVersions(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Void> update(String key, Version seen, byte[] value, Lifetime lifetime) {
            return healthy.update(key, new Version(Long.MAX_VALUE), value, lifetime);
        }
    }

    private static final class LooksThenWrites extends DefectiveBackend {

        LooksThenWrites(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Void> update(String key, Version seen, byte[] value, Lifetime lifetime) {
            Optional<StoredEntry> found = find(key);
            dawdle();
            return found.isEmpty() || found.get().version().isAfter(seen)
                    ? CompletableFuture.completedStage(null)
                    : healthy.write(key, value, lifetime, seen.plusMicros(1)).thenAccept(written -> {});
        }
    }

    private static final class KeepsOldLifetime extends DefectiveBackend {

        KeepsOldLifetime(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Void> update(String key, Version seen, byte[] value, Lifetime lifetime) {
            Lifetime kept = lifetime.isOver() ? lifetime : remaining(key).orElse(lifetime);
            return healthy.update(key, seen, value, kept);
        }
    }

    private static final class FailsForUnknownKey extends DefectiveBackend {

        private final Set<String> known = ConcurrentHashMap.newKeySet();

        FailsForUnknownKey(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(String key, byte[] value, Lifetime lifetime, Version version) {
            known.add(key);
            return healthy.write(key, value, lifetime, version);
        }

        @Override
        public CompletionStage<Void> update(String key, Version seen, byte[] value, Lifetime lifetime) {
            return isPresent(key) || known.contains(key)
                    ? healthy.update(key, seen, value, lifetime)
                    : CompletableFuture.failedStage(new BackendException(
                            BackendException.Kind.FAILED, Outcome.NOT_APPLIED, "there is no such entry", null));
        }
    }
}
