package dev.holdall.tck.decorated;

import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Counters;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A decorator that changes keys and values, as one that encrypts would. The backend beneath it sees a hash of each key,
 * and each value with some of its bits inverted. That is no protection; the class shows what such a decorator has to
 * override.
 */
final class ScramblingBackend extends ForwardingBackend {

    private final SessionBackend backend;
    private final Scrambling scrambling;

    ScramblingBackend(SessionBackend backend, int mask) {
        super(backend);
        this.backend = backend;
        this.scrambling = new Scrambling(mask);
    }

    @Override
    public Optional<SessionMapBackend> maps() {
        return backend.maps().map(maps -> new ScramblingMaps(maps, scrambling));
    }

    @Override
    public Optional<EntryGroupBackend> groups() {
        return backend.groups().map(groups -> new ScramblingGroups(groups, scrambling));
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        return unscrambled(backend.read(scrambling.key(key), options, deadline));
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return backend.write(scrambling.key(key), scrambling.value(value), lifetime, version, deadline);
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        return backend.update(scrambling.key(key), seen, scrambling.value(value), lifetime, deadline);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return backend.writeIfAbsent(scrambling.key(key), scrambling.value(value), lifetime, version, deadline);
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return backend.writeIfUnchanged(
                scrambling.key(key), seen, scrambling.value(value), lifetime, version, deadline);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return backend.touch(scrambling.key(key), lifetime, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return backend.delete(scrambling.key(key), version, deadline);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return backend.revoke(scrambling.key(key), version, horizonMillis, deadline);
    }

    /**
     * Reads the counter, adds, and writes if the entry is unchanged; tries again if another write came in between. The
     * backend can't do it, since it can't read the scrambled number.
     */
    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        if (deadline.hasPassed()) {
            return CompletableFuture.failedStage(Deadline.notBegun());
        }
        return read(key, ReadOptions.LATEST_WITH_LIFETIME, deadline).thenCompose(found -> {
            long sum = found.map(entry -> Math.addExact(Counters.parse(entry.value()), delta))
                    .orElse(initial);
            CompletionStage<WriteResult> written = found.isEmpty()
                    ? writeIfAbsent(key, Counters.format(sum), lifetime, version, deadline)
                    : writeIfUnchanged(
                            key,
                            found.get().version(),
                            Counters.format(sum),
                            Objects.requireNonNull(found.get().remaining(), "the lifetime was asked for"),
                            version,
                            deadline);
            return written.thenCompose(result -> switch (result.status()) {
                case STORED -> CompletableFuture.completedStage(new Counted(sum, result.version()));
                case REVOKED -> CompletableFuture.completedStage(new Counted(sum, null));
                case CONFLICT -> increment(key, delta, initial, lifetime, version, deadline);
            });
        });
    }

    @Override
    public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
            Collection<String> keys, ReadOptions options, Deadline deadline) {
        Map<String, CompletionStage<Optional<StoredEntry>>> answers =
                each(keys, scrambled -> backend.readAll(scrambled, options, deadline));
        answers.replaceAll((key, answer) -> unscrambled(answer));
        return answers;
    }

    @Override
    public Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
        Map<String, byte[]> scrambled = new LinkedHashMap<>();
        values.forEach((key, value) -> scrambled.put(scrambling.key(key), scrambling.value(value)));
        return each(values.keySet(), keys -> backend.writeAll(scrambled, lifetime, version, deadline));
    }

    @Override
    public Map<String, CompletionStage<Optional<Version>>> touchAll(
            Collection<String> keys, Lifetime lifetime, Deadline deadline) {
        return each(keys, scrambled -> backend.touchAll(scrambled, lifetime, deadline));
    }

    @Override
    public Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version, Deadline deadline) {
        return each(keys, scrambled -> backend.deleteAll(scrambled, version, deadline));
    }

    private <R> Map<String, CompletionStage<R>> each(
            Collection<String> keys, Function<Collection<String>, Map<String, CompletionStage<R>>> request) {
        Map<String, CompletionStage<R>> scrambled =
                request.apply(keys.stream().map(scrambling::key).toList());
        Map<String, CompletionStage<R>> answers = new LinkedHashMap<>();
        keys.forEach(key -> answers.put(key, scrambled.get(scrambling.key(key))));
        return answers;
    }

    private CompletionStage<Optional<StoredEntry>> unscrambled(CompletionStage<Optional<StoredEntry>> answer) {
        return answer.thenApply(found -> found.map(scrambling::entry));
    }
}
