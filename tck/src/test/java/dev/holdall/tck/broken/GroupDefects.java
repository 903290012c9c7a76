package dev.holdall.tck.broken;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.holdall.GroupChanges.Kind;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Backends whose groups are broken. */
final class GroupDefects {

    private GroupDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                groups(
                                "a write of some entries replaces the group",
                                ReplacesAll::new,
                                "GRP-03",
                                "GRP-04",
                                "GRP-08",
                                "GRP-11")
                        .andPerhaps("GRP-05"),
                groups("an update doesn't look at the version", Overwrites::new, "GRP-05", "GRP-07"),
                groups("a refresh counts as an update", RefreshUpdates::new, "GRP-05", "GRP-06"),
                groups("a removal removes nothing", RemovesNothing::new, "GRP-05", "GRP-06", "GRP-07"),
                groups("an entry lives for ever", NeverEnds::new, "GRP-02", "GRP-06", "GRP-08"),
                groups("the writes of one call are made one after another", OneByOne::new, "GRP-02", "GRP-09"),
                groups("get of some names returns all entries", AllNames::new, "GRP-02"),
                groups("delete of a group leaves it", DeletesNothing::new, "GRP-05", "GRP-10", "GRP-11"));
    }

    private static Defect groups(String name, UnaryOperator<EntryGroupBackend> breaks, String... rules) {
        return Defect.of(
                name,
                healthy -> new DefectiveGroups.Backend(
                        healthy, breaks.apply(healthy.groups().orElseThrow())),
                rules);
    }

    private static GroupWrite as(Kind kind, @Nullable Version seen, GroupWrite write) {
        return new GroupWrite(write.name(), kind, seen, write.value(), write.lifetime());
    }

    private static final class ReplacesAll extends DefectiveGroups {

        ReplacesAll(EntryGroupBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
            List<GroupWrite> all = new ArrayList<>(writes);
            find(key).keySet().stream()
                    .filter(name ->
                            writes.stream().noneMatch(write -> write.name().equals(name)))
                    .forEach(name -> all.add(new GroupWrite(name, Kind.REMOVE, null, null, Lifetime.OVER)));
            return super.write(key, version, all, deadline);
        }
    }

    private static final class Overwrites extends DefectiveGroups {

        Overwrites(EntryGroupBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
            return super.write(
                    key,
                    version,
                    writes.stream()
                            .map(write -> write.kind() == Kind.UPDATE ? as(Kind.PUT, null, write) : write)
                            .toList(),
                    deadline);
        }
    }

    private static final class RefreshUpdates extends DefectiveGroups {

        RefreshUpdates(EntryGroupBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
            return super.write(
                    key,
                    version,
                    writes.stream()
                            .map(write -> write.kind() == Kind.REFRESH ? as(Kind.UPDATE, write.seen(), write) : write)
                            .toList(),
                    deadline);
        }
    }

    private static final class RemovesNothing extends DefectiveGroups {

        RemovesNothing(EntryGroupBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
            return super.write(
                    key,
                    version,
                    writes.stream().filter(write -> write.kind() != Kind.REMOVE).toList(),
                    deadline);
        }
    }

    private static final class NeverEnds extends DefectiveGroups {

        NeverEnds(EntryGroupBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
            return super.write(
                    key,
                    version,
                    writes.stream()
                            .map(write -> write.removes()
                                    ? write
                                    : new GroupWrite(
                                            write.name(), write.kind(), write.seen(), write.value(), Lifetime.FOREVER))
                            .toList(),
                    deadline);
        }
    }

    private static final class OneByOne extends DefectiveGroups {

        OneByOne(EntryGroupBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
            Version last = version;
            for (GroupWrite write : writes) {
                last = DefectiveBackend.now(super.write(key, version, List.of(write), deadline));
                DefectiveBackend.dawdle();
            }
            return completedStage(last);
        }
    }

    private static final class AllNames extends DefectiveGroups {

        AllNames(EntryGroupBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Map<String, StoredEntry>> read(
                String key, @Nullable Set<String> names, Read read, Deadline deadline) {
            return super.read(key, null, read, deadline);
        }
    }

    private static final class DeletesNothing extends DefectiveGroups {

        DeletesNothing(EntryGroupBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            return completedStage(Reach.ALL_DCS);
        }
    }
}
