package dev.holdall.tck.broken;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A wrapper around the groups of a healthy backend. Each subclass breaks one thing. */
abstract class DefectiveGroups implements EntryGroupBackend {

    final EntryGroupBackend healthy;

    DefectiveGroups(EntryGroupBackend healthy) {
        this.healthy = healthy;
    }

    /** A backend whose groups are broken, and which is healthy otherwise. */
    static final class Backend extends DefectiveBackend {

        private final EntryGroupBackend groups;

        Backend(SessionBackend healthy, EntryGroupBackend groups) {
            super(healthy);
            this.groups = groups;
        }

        @Override
        public Optional<SessionMapBackend> maps() {
            return healthy.maps();
        }

        @Override
        public Optional<EntryGroupBackend> groups() {
            return Optional.of(groups);
        }
    }

    final Map<String, StoredEntry> find(String key) {
        return DefectiveBackend.now(healthy.read(key, null, Read.LOCAL, DefectiveBackend.A_WHILE));
    }

    @Override
    public CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return healthy.read(key, names, read, deadline);
    }

    @Override
    public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        return healthy.write(key, version, writes, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return healthy.delete(key, version, deadline);
    }
}
