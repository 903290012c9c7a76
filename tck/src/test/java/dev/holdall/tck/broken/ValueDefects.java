package dev.holdall.tck.broken;

import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Backends that damage or share the bytes of values. */
final class ValueDefects {

    private ValueDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                read("values end at 64 KiB", value -> Arrays.copyOf(value, Math.min(value.length, 1 << 16)), "VAL-01"),
                read("values are read as text", ValueDefects::asText, "VAL-01"),
                Defect.of("set of an empty value deletes", EmptyDeletes::new, "VAL-01", "ADD-02", "GET-05", "INC-04"),
                Defect.of("one buffer for all reads", RecycledBuffer::new, "BLK-01", "BLK-08", "VAL-04", "VAL-05"),
                Defect.of("reads answer with the array that the backend keeps", HandsOutWhatItKeeps::new, "VAL-04"),
                Defect.of(
                        "the bytes given are wiped after a conditional write",
                        WipesWhatItWasGiven::new,
                        "MRG-02",
                        "MRG-03",
                        "MRG-06"));
    }

    private static Defect read(String name, UnaryOperator<byte[]> change, String... rules) {
        return Defect.of(name, healthy -> new ReadsOtherwise(healthy, change), rules);
    }

    private static byte[] asText(byte[] value) {
        return new String(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    private static final class ReadsOtherwise extends DefectiveBackend {

        private final UnaryOperator<byte[]> change;

        ReadsOtherwise(SessionBackend healthy, UnaryOperator<byte[]> change) {
            super(healthy);
            this.change = change;
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return healthy.read(key, options, deadline)
                    .thenApply(found -> found.map(
                            entry -> new StoredEntry(change.apply(entry.value()), entry.version(), entry.remaining())));
        }
    }

    private static final class EmptyDeletes extends DefectiveBackend {

        EmptyDeletes(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(
                String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            return healthy.write(key, value, value.length == 0 ? Lifetime.OVER : lifetime, version, deadline);
        }
    }

    /** Answers reads with the same array for as long as the version of the entry is the same. */
    private static final class HandsOutWhatItKeeps extends DefectiveBackend {

        private final Map<String, StoredEntry> kept = new ConcurrentHashMap<>();

        HandsOutWhatItKeeps(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return healthy.read(key, options, deadline).thenApply(found -> found.map(entry -> sameArray(key, entry)));
        }

        private StoredEntry sameArray(String key, StoredEntry found) {
            StoredEntry first =
                    kept.merge(key, found, (before, now) -> before.version().equals(now.version()) ? before : now);
            return new StoredEntry(first.value(), found.version(), found.remaining());
        }

        @Override
        public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
                Collection<String> keys, ReadOptions options, Deadline deadline) {
            Map<String, CompletionStage<Optional<StoredEntry>>> answers = new LinkedHashMap<>();
            keys.forEach(key -> answers.put(key, read(key, options, deadline)));
            return answers;
        }
    }

    /** Answers reads with a buffer that it uses again: each thread has one buffer for each length. */
    private static final class RecycledBuffer extends DefectiveBackend {

        private final ThreadLocal<Map<Integer, byte[]>> buffers = ThreadLocal.withInitial(HashMap::new);

        RecycledBuffer(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return healthy.read(key, options, deadline).thenApply(found -> found.map(this::inBuffer));
        }

        private StoredEntry inBuffer(StoredEntry entry) {
            byte[] buffer = buffers.get().computeIfAbsent(entry.value().length, byte[]::new);
            System.arraycopy(entry.value(), 0, buffer, 0, buffer.length);
            return new StoredEntry(buffer, entry.version(), entry.remaining());
        }

        @Override
        public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
                Collection<String> keys, ReadOptions options, Deadline deadline) {
            Map<String, CompletionStage<Optional<StoredEntry>>> answers = new LinkedHashMap<>();
            keys.forEach(key -> answers.put(key, read(key, options, deadline)));
            return answers;
        }
    }

    private static final class WipesWhatItWasGiven extends DefectiveBackend {

        WipesWhatItWasGiven(SessionBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<WriteResult> writeIfUnchanged(
                String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
            CompletionStage<WriteResult> answer =
                    healthy.writeIfUnchanged(key, seen, value.clone(), lifetime, version, deadline);
            Arrays.fill(value, (byte) 0);
            return answer;
        }
    }
}
