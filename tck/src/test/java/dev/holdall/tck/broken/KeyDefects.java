package dev.holdall.tck.broken;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Backends that confuse different keys. */
final class KeyDefects {

    private KeyDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                rekeyed("keys are folded to lower case", key -> key.toLowerCase(Locale.ROOT), "KEY-02"),
                rekeyed("keys are trimmed", String::strip, "KEY-02"),
                rekeyed("keys are normalized", key -> Normalizer.normalize(key, Normalizer.Form.NFC), "KEY-02"),
                rekeyed(
                        "keys are cut at 255 characters",
                        key -> key.substring(0, Math.min(255, key.length())),
                        "KEY-02"),
                rekeyed("namespaces are dropped", KeyDefects::withoutNamespace, "KEY-06"));
    }

    private static Defect rekeyed(String name, UnaryOperator<String> change, String... rules) {
        return Defect.of(name, healthy -> new Rekeyed(healthy, change), rules);
    }

    /**
     * Removes the namespace. The keys that the kit uses in several namespaces all begin with "SecretKey", so the
     * namespace is what stands before that.
     */
    private static String withoutNamespace(String key) {
        return key.replaceFirst("^[a-zA-Z0-9.-]+:(?=SecretKey)", "");
    }

    /**
     * Changes the keys of all requests. It is no {@code ForwardingBackend}, which would forward the bulk requests with
     * their keys unchanged.
     */
    private record Rekeyed(SessionBackend healthy, UnaryOperator<String> change) implements SessionBackend {

        @Override
        public Traits traits() {
            return healthy.traits();
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return healthy.read(change.apply(key), options, deadline);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.write(change.apply(key), value, lifetime, version, deadline);
        }

        @Override
        public CompletionStage<Version> update(
                String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
            return healthy.update(change.apply(key), seen, value, lifetime, deadline);
        }

        @Override
        public CompletionStage<WriteResult> writeIfAbsent(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.writeIfAbsent(change.apply(key), value, lifetime, version, deadline);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.writeIfUnchanged(change.apply(key), seen, value, lifetime, version, deadline);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            return healthy.touch(change.apply(key), lifetime, deadline);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            return healthy.delete(change.apply(key), version, deadline);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            return healthy.revoke(change.apply(key), version, horizonMillis, deadline);
        }

        @Override
        public CompletionStage<Counted> increment(
                String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.increment(change.apply(key), delta, initial, lifetime, version, deadline);
        }

        @Override
        public void close() {
            healthy.close();
        }
    }
}
