package dev.holdall.tck.broken;

import java.util.function.Function;
import java.util.stream.Stream;

/** All ways in which the kit's own tests break a backend. */
final class Defects {

    /** No defect, for comparison. */
    static final Defect NONE = Defect.of("nothing is broken", healthy -> healthy);

    private Defects() {}

    static Stream<Defect> ofEntries() {
        return Stream.of(KeyDefects.all(), ValueDefects.all(), LifetimeDefects.all(), TouchDefects.all())
                .flatMap(Function.identity());
    }

    static Stream<Defect> ofWrites() {
        return Stream.of(
                        VersionDefects.all(),
                        FutureEntryDefects.all(),
                        WriteDefects.all(),
                        UpdateDefects.all(),
                        LeakDefects.all(),
                        CloseDefects.all())
                .flatMap(Function.identity());
    }

    static Stream<Defect> ofConditions() {
        return Stream.of(AddDefects.all(), CompareAndSetDefects.all(), IncrementDefects.all())
                .flatMap(Function.identity());
    }

    static Stream<Defect> ofDeletions() {
        return Stream.of(DeleteDefects.all(), RevokeDefects.all(), BulkDefects.all())
                .flatMap(Function.identity());
    }

    static Stream<Defect> ofMaps() {
        return MapDefects.all();
    }

    static Stream<Defect> ofGroups() {
        return GroupDefects.all();
    }

    static Defect named(String name) {
        return Stream.of(Stream.of(NONE), ofEntries(), ofWrites(), ofConditions(), ofDeletions(), ofMaps(), ofGroups())
                .flatMap(Function.identity())
                .filter(defect -> defect.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
