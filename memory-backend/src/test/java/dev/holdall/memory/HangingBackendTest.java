package dev.holdall.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdall.PartialFailureException;
import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.StoreTimeoutException;
import dev.holdall.Version;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests a store over a backend that never answers for one key. */
@Timeout(60)
class HangingBackendTest {

    private static final String HANGS = "key-7";

    private final SessionStore store = SessionStores.builder("sessions")
            .backend(
                    "hanging",
                    context -> new Hanging(
                            MemoryBackend.builder().maxBytes(16 << 20).build().open(context)))
            .requestTimeout(Duration.ofMillis(200))
            .executor(function -> {})
            .open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anAsynchronousCall_endsByItsDeadline_whateverTheExecutorOfFunctionsDoes() {
        CompletionStage<Optional<byte[]>> answer = store.async().get(HANGS);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> answer.toCompletableFuture().join())
                .withCauseInstanceOf(StoreTimeoutException.class);
    }

    @Test
    void aKeyThatHangs_holdsUpNoOtherOfABulkCall() {
        List<String> keys = IntStream.range(0, 1_000).mapToObj(i -> "key-" + i).toList();

        PartialFailureException failure =
                catchThrowableOfType(PartialFailureException.class, () -> store.deleteAll(keys));

        assertThat(failure.done()).hasSize(999);
        assertThat(failure.failures()).containsOnlyKeys(HANGS);
    }

    @Test
    void aBlockingCall_onAThreadOfTheBackend_isRefusedBeforeAnythingIsSent() throws InterruptedException {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        store.set("key", new byte[1]);
                    } catch (IllegalStateException e) {
                        thrown.complete(e);
                    }
                },
                Hanging.THREAD);
        thread.start();
        thread.join();

        assertThat(thrown).isCompleted();
        assertThat(store.get("key")).isEmpty();
    }

    private static final class Hanging extends ForwardingBackend {

        static final String THREAD = "answers";

        Hanging(SessionBackend delegate) {
            super(delegate);
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return key.equals(HANGS) ? new CompletableFuture<>() : super.read(key, options, deadline);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            return key.equals(HANGS) ? new CompletableFuture<>() : super.delete(key, version, deadline);
        }

        @Override
        public Map<String, CompletionStage<Reach>> deleteAll(
                Collection<String> keys, Version version, Deadline deadline) {
            Map<String, CompletionStage<Reach>> answers = new LinkedHashMap<>();
            keys.forEach(key -> answers.put(key, delete(key, version, deadline)));
            return answers;
        }

        @Override
        public boolean completesOn(Thread thread) {
            return thread.getName().equals(THREAD);
        }
    }
}
