package dev.holdall.memory.internal;

import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.memory.MemoryBackend;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Calls the primitives of a backend, with strings as values and numbers as versions, and returns their answers
 * directly.
 */
public final class Verbs {

    private static final Deadline A_WHILE = Deadline.in(Duration.ofDays(1));

    private final MemoryBackend backend;

    Verbs(MemoryBackend backend) {
        this.backend = backend;
    }

    public static Verbs open(TestContext context) {
        return open(context, MemoryBackend.builder());
    }

    public static Verbs open(TestContext context, MemoryBackend.Builder builder) {
        return new Verbs((MemoryBackend) builder.build().open(context));
    }

    public MemoryBackend backend() {
        return backend;
    }

    public Optional<String> value(String key) {
        return read(key).map(entry -> new String(entry.value(), StandardCharsets.UTF_8));
    }

    public Optional<Long> version(String key) {
        return read(key).map(entry -> entry.version().micros());
    }

    public Optional<Lifetime> remaining(String key) {
        return answer(backend.read(key, ReadOptions.LOCAL_WITH_LIFETIME, A_WHILE))
                .map(StoredEntry::remaining);
    }

    public Optional<StoredEntry> read(String key) {
        return answer(backend.read(key, ReadOptions.LOCAL, A_WHILE));
    }

    public long write(String key, String value, long version) {
        return write(key, value, Lifetime.FOREVER, version);
    }

    public long write(String key, String value, Lifetime lifetime, long version) {
        return answer(backend.write(key, bytes(value), lifetime, new Version(version), A_WHILE))
                .micros();
    }

    public void update(String key, long seen, String value) {
        update(key, seen, value, Lifetime.FOREVER);
    }

    public void update(String key, long seen, String value, Lifetime lifetime) {
        backend.update(key, new Version(seen), bytes(value), lifetime, A_WHILE)
                .toCompletableFuture()
                .join();
    }

    public WriteResult add(String key, String value, long version) {
        return add(key, value, Lifetime.FOREVER, version);
    }

    public WriteResult add(String key, String value, Lifetime lifetime, long version) {
        return answer(backend.writeIfAbsent(key, bytes(value), lifetime, new Version(version), A_WHILE));
    }

    public WriteResult compareAndSet(String key, long seen, String value, long version) {
        return compareAndSet(key, seen, value, Lifetime.FOREVER, version);
    }

    public WriteResult compareAndSet(String key, long seen, String value, Lifetime lifetime, long version) {
        return answer(backend.writeIfUnchanged(
                key, new Version(seen), bytes(value), lifetime, new Version(version), A_WHILE));
    }

    public Optional<Long> touch(String key, Lifetime lifetime) {
        return answer(backend.touch(key, lifetime, A_WHILE)).map(Version::micros);
    }

    public Reach delete(String key) {
        return answer(backend.delete(key, new Version(0), A_WHILE));
    }

    public Reach revoke(String key, long horizonMillis) {
        return answer(backend.revoke(key, new Version(Long.MAX_VALUE), horizonMillis, A_WHILE));
    }

    public Counted increment(String key, long delta, long initial, long version) {
        return increment(key, delta, initial, Lifetime.FOREVER, version);
    }

    public Counted increment(String key, long delta, long initial, Lifetime lifetime, long version) {
        return answer(backend.increment(key, delta, initial, lifetime, new Version(version), A_WHILE));
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the answer of a stage. Every stage of this backend is completed already; for one that isn't, the answer
     * is null, and the test fails.
     */
    private static <R> R answer(CompletionStage<R> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
