package dev.holdall.tck.broken;

import java.util.function.Function;
import java.util.stream.Stream;

/** All ways in which the kit's own tests break a backend. */
final class Defects {

    /** No defect, for comparison. */
    static final Defect NONE = Defect.of("nothing is broken", healthy -> healthy);

    private Defects() {}

    static Stream<Defect> ofEntries() {
        return Stream.of(
                        KeyDefects.all(),
                        ValueDefects.all(),
                        LifetimeDefects.all(),
                        TouchDefects.all(),
                        VersionDefects.all(),
                        WriteDefects.all(),
                        LeakDefects.all(),
                        CloseDefects.all())
                .flatMap(Function.identity());
    }

    static Stream<Defect> ofVerbs() {
        return Stream.of(
                        UpdateDefects.all(),
                        AddDefects.all(),
                        CompareAndSetDefects.all(),
                        DeleteDefects.all(),
                        RevokeDefects.all(),
                        IncrementDefects.all(),
                        BulkDefects.all())
                .flatMap(Function.identity());
    }

    static Defect named(String name) {
        return Stream.of(Stream.of(NONE), ofEntries(), ofVerbs())
                .flatMap(Function.identity())
                .filter(defect -> defect.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
