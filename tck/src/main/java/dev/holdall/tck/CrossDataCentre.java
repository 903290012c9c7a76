package dev.holdall.tck;

import dev.holdall.Traits;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Lets the contract kit write in one data centre and read in another. Every read asks for the latest value
 * ({@link dev.holdall.Read#LATEST}), so that it has to return what was written, wherever that was.
 */
public final class CrossDataCentre {

    private CrossDataCentre() {}

    /**
     * Combines the backends of two data centres.
     *
     * @param writer opens the backend of the data centre in which entries are written
     * @param reader opens the backend of the data centre in which entries are read
     * @param resolution how exactly an entry ends, if that is less exact than within one data centre
     * @return opens both, and closes both
     */
    public static BackendFactory factory(BackendFactory writer, BackendFactory reader, Duration resolution) {
        return context -> open(writer, reader, resolution, context);
    }

    private static SessionBackend open(
            BackendFactory writer, BackendFactory reader, Duration resolution, BackendContext context) {
        SessionBackend writing = writer.open(context);
        try {
            return new Apart(writing, reader.open(context), resolution);
        } catch (RuntimeException | Error e) {
            writing.close();
            throw e;
        }
    }

    private static final class Apart extends ForwardingBackend {

        private final SessionBackend reader;
        private final Duration resolution;
        private final Optional<SessionMapBackend> maps;
        private final Optional<EntryGroupBackend> groups;

        Apart(SessionBackend writer, SessionBackend reader, Duration resolution) {
            super(writer);
            this.reader = reader;
            this.resolution = resolution;
            this.maps = writer.maps().flatMap(written -> reader.maps().map(read -> new MapsApart(written, read)));
            this.groups =
                    writer.groups().flatMap(written -> reader.groups().map(read -> new GroupsApart(written, read)));
        }

        @Override
        public Traits traits() {
            return super.traits().toBuilder().ttlResolution(resolution).build();
        }

        @Override
        public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
            return reader.read(key, latest(options), deadline);
        }

        @Override
        public Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
                Collection<String> keys, ReadOptions options, Deadline deadline) {
            return reader.readAll(keys, latest(options), deadline);
        }

        private static ReadOptions latest(ReadOptions options) {
            return options.withLifetime() ? ReadOptions.LATEST_WITH_LIFETIME : ReadOptions.LATEST;
        }

        @Override
        public Optional<SessionMapBackend> maps() {
            return maps;
        }

        @Override
        public Optional<EntryGroupBackend> groups() {
            return groups;
        }

        @Override
        public boolean completesOn(Thread thread) {
            return super.completesOn(thread) || reader.completesOn(thread);
        }

        @Override
        public void close() {
            try {
                super.close();
            } finally {
                reader.close();
            }
        }
    }
}
