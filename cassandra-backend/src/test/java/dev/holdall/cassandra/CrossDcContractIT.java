package dev.holdall.cassandra;

import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.tck.SessionStoreContract;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;

/**
 * Runs the contract with the writer in one data centre and the reader in another. Every read is at each-quorum, so that
 * it returns the latest value wherever that was written, and a majority of all replicas decides transactions.
 */
@Tag("deep")
class CrossDcContractIT extends SessionStoreContract {

    private static final String OPTIONS = """
            consistency { read = each-quorum, serial = serial }
            """;

    @Override
    protected BackendFactory backend() {
        BackendFactory writer = Clusters.backend(Clusters.shared(), Clusters.EQIAD, OPTIONS);
        BackendFactory reader = Clusters.backend(Clusters.shared(), Clusters.CODFW, OPTIONS);
        return context -> open(writer, reader, context);
    }

    @Override
    public int rounds() {
        return 4;
    }

    @Override
    protected Duration deadline() {
        return Duration.ofSeconds(2);
    }

    private static SessionBackend open(BackendFactory writer, BackendFactory reader, BackendContext context) {
        SessionBackend writing = writer.open(context);
        try {
            return new Apart(writing, reader.open(context));
        } catch (RuntimeException | Error e) {
            writing.close();
            throw e;
        }
    }

    /** Writes in one data centre, and reads in the other. */
    private static final class Apart extends ForwardingBackend {

        private final SessionBackend reader;

        Apart(SessionBackend writer, SessionBackend reader) {
            super(writer);
            this.reader = reader;
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return reader.read(key, options, deadline);
        }

        @Override
        public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
                Collection<String> keys, ReadOptions options, Deadline deadline) {
            return reader.readAll(keys, options, deadline);
        }

        @Override
        public boolean completesOn(Thread thread) {
            return super.completesOn(thread) || reader.completesOn(thread);
        }

        @Override
        public void close() {
            super.close();
            reader.close();
        }
    }
}
