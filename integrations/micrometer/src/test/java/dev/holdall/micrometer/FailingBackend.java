package dev.holdall.micrometer;

import dev.holdall.Outcome;
import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Fails for the keys that contain {@link #BROKEN}, with an exception whose message must be seen nowhere. */
final class FailingBackend extends ForwardingBackend {

    static final String BROKEN = "broken";
    static final String MESSAGE = "message-of-the-server";

    private final SessionBackend delegate;

    FailingBackend(SessionBackend delegate) {
        super(delegate);
        this.delegate = delegate;
    }

    @Override
    public Optional<SessionMapBackend> maps() {
        return delegate.maps();
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        return key.contains(BROKEN) ? failure() : super.read(key, options, deadline);
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return key.contains(BROKEN) ? failure() : super.write(key, value, lifetime, version, deadline);
    }

    @Override
    public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
            Collection<String> keys, ReadOptions options, Deadline deadline) {
        Map<String, CompletionStage<Optional<StoredEntry>>> answers = new HashMap<>();
        keys.forEach(key -> answers.put(key, read(key, options, deadline)));
        return answers;
    }

    private static <T> CompletionStage<T> failure() {
        return CompletableFuture.failedFuture(new BackendException(
                Kind.UNAVAILABLE, Outcome.NOT_APPLIED, MESSAGE, new IllegalStateException(MESSAGE)));
    }
}
