package dev.holdall.tck.broken;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Backends whose maps are broken. */
final class MapDefects {

    private MapDefects() {}

    static Stream<Defect> all() {
        return Stream.of(
                maps("create keeps the fields of the map that it replaces", KeepsFields::new, "MAP-02", "MAP-09"),
                maps("change applies to whatever map is there", AnyCreation::new, "MAP-07", "MAP-09", "MAP-14"),
                maps(
                        "change doesn't compare the versions of fields",
                        Overwrites::new,
                        "MAP-06",
                        "MAP-10",
                        "MAP-12",
                        "MAP-13"),
                maps("a removed field leaves nothing", Forgets::new, "MAP-10", "MAP-13", "MAP-19"),
                maps(
                        "change removes the fields that it doesn't name",
                        ReplacesAll::new,
                        "MAP-03",
                        "MAP-04",
                        "MAP-05",
                        "MAP-09",
                        "MAP-10",
                        "MAP-11",
                        "MAP-12",
                        "MAP-13",
                        "MAP-15"),
                maps("change creates a map if there is none", Resurrects::new, "MAP-07", "MAP-12")
                        .andPerhaps("MAP-18"),
                maps("change lengthens the life of the map", Lengthens::new, "MAP-12"),
                maps("a field with a TTL lives as long as its map", FieldsStay::new, "MAP-13"),
                maps("get of some names returns all fields", AllNames::new, "MAP-03", "MAP-19"),
                maps(
                                "touch of an absent map says that it was there",
                                TouchesAnything::new,
                                "MAP-12",
                                "MAP-07",
                                "MAP-08")
                        .andPerhaps("MAP-18"),
                maps("touch doesn't shorten a life", NeverShortens::new, "MAP-12"),
                maps("revoke of a map is a delete", RevokeDeletes::new, "MAP-08"),
                maps("delete of a map leaves it", DeletesNothing::new, "MAP-07", "MAP-18"));
    }

    private static Defect maps(String name, UnaryOperator<SessionMapBackend> breaks, String... rules) {
        return Defect.of(
                name,
                healthy -> new DefectiveMaps.Backend(
                        healthy, breaks.apply(healthy.maps().orElseThrow())),
                rules);
    }

    private static Map<String, byte[]> values(StoredMap map) {
        Map<String, byte[]> values = new HashMap<>();
        map.fields().forEach((name, field) -> {
            byte[] value = field.value();
            if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }

    private static final class KeepsFields extends DefectiveMaps {

        KeepsFields(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<MapCreation> create(
                String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline) {
            Map<String, byte[]> all = find(key).map(MapDefects::values).orElseGet(HashMap::new);
            all.putAll(fields);
            return super.create(key, creation, all, lifetime, deadline);
        }
    }

    private static final class AnyCreation extends DefectiveMaps {

        AnyCreation(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
            // The versions are lifted, because the map that is there may be greater than the one seen.
            List<FieldWrite> lifted = writes.stream()
                    .map(write -> new FieldWrite(
                            write.name(), write.version().plusMicros(1_000_000), write.value(), write.lifetime()))
                    .toList();
            StoredMap found = find(key).orElse(seen);
            return found.creation().equals(seen.creation())
                    ? super.change(key, seen, writes, deadline)
                    : super.change(key, found, lifted, deadline);
        }
    }

    private static final class Overwrites extends DefectiveMaps {

        Overwrites(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
            Map<String, StoredField> found = find(key).orElse(seen).fields();
            List<FieldWrite> above = writes.stream()
                    .map(write -> new FieldWrite(
                            write.name(), above(found.get(write.name()), write), write.value(), write.lifetime()))
                    .toList();
            return super.change(key, seen, above, deadline);
        }

        private static Version above(@Nullable StoredField found, FieldWrite write) {
            return found == null || write.version().isAfter(found.version())
                    ? write.version()
                    : found.version().plusMicros(1);
        }
    }

    /** Hides what removed fields leave, and writes as if nothing were there. */
    private static final class Forgets extends DefectiveMaps {

        Forgets(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<StoredMap>> read(
                String key, @Nullable Set<String> names, Read read, Deadline deadline) {
            return super.read(key, names, read, deadline).thenApply(found -> found.map(Forgets::withoutGone));
        }

        private static StoredMap withoutGone(StoredMap map) {
            Map<String, StoredField> fields = new HashMap<>(map.fields());
            fields.values().removeIf(field -> field.value() == null);
            return new StoredMap(map.creation(), map.lease(), fields, map.lifetime());
        }
    }

    private static final class ReplacesAll extends DefectiveMaps {

        ReplacesAll(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
            Map<String, FieldWrite> all = new HashMap<>();
            find(key)
                    .orElse(seen)
                    .fields()
                    .forEach((name, field) ->
                            all.put(name, new FieldWrite(name, field.version().plusMicros(1), null, Lifetime.FOREVER)));
            writes.forEach(write -> all.put(write.name(), write));
            return super.change(key, seen, List.copyOf(all.values()), deadline);
        }
    }

    private static final class Resurrects extends DefectiveMaps {

        Resurrects(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
            if (find(key).isEmpty()) {
                DefectiveBackend.now(
                        healthy.create(key, seen.creation(), values(seen), DefectiveBackend.A_DAY, deadline));
            }
            return super.change(key, seen, writes, deadline);
        }
    }

    private static final class Lengthens extends DefectiveMaps {

        Lengthens(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
            DefectiveBackend.now(healthy.touch(key, DefectiveBackend.A_DAY, deadline));
            return super.change(key, seen, writes, deadline);
        }
    }

    private static final class FieldsStay extends DefectiveMaps {

        FieldsStay(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
            List<FieldWrite> endless = writes.stream()
                    .map(write -> new FieldWrite(write.name(), write.version(), write.value(), Lifetime.FOREVER))
                    .toList();
            return super.change(key, seen, endless, deadline);
        }
    }

    private static final class AllNames extends DefectiveMaps {

        AllNames(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<StoredMap>> read(
                String key, @Nullable Set<String> names, Read read, Deadline deadline) {
            return super.read(key, null, read, deadline);
        }
    }

    private static final class TouchesAnything extends DefectiveMaps {

        TouchesAnything(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            return super.touch(key, lifetime, deadline).thenApply(found -> found.or(() -> Optional.of(new Version(1))));
        }
    }

    private static final class NeverShortens extends DefectiveMaps {

        NeverShortens(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
            boolean isShort = lifetime.toMillis() < Duration.ofHours(1).toMillis();
            return super.touch(key, isShort ? DefectiveBackend.A_DAY : lifetime, deadline);
        }
    }

    private static final class RevokeDeletes extends DefectiveMaps {

        RevokeDeletes(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            return delete(key, version, deadline);
        }
    }

    private static final class DeletesNothing extends DefectiveMaps {

        DeletesNothing(SessionMapBackend healthy) {
            super(healthy);
        }

        @Override
        public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
            return completedStage(Reach.ALL_DCS);
        }
    }
}
