package dev.holdall.benchmarks.maps;

import dev.holdall.benchmarks.rounds.Contender;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.Verbs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a verb: how many calls of each face are in flight. */
final class InFlight {

    private static final int[] BLOCKING = {1, 8};
    private static final int ASYNC = 256;

    private InFlight() {}

    /** Returns the rows of a verb that both faces have. */
    static Map<Row, List<Contender>> ofBothFaces(String verb, List<Contender> blocking, List<Contender> async) {
        Map<Row, List<Contender>> rows = ofBlocking(verb, blocking);
        rows.put(new Row(verb, Verbs.ASYNC, ASYNC), async);
        return rows;
    }

    /** Returns the rows of a verb that only the blocking face has. */
    static Map<Row, List<Contender>> ofBlocking(String verb, List<Contender> contenders) {
        Map<Row, List<Contender>> rows = new LinkedHashMap<>();
        for (int inFlight : BLOCKING) {
            rows.put(new Row(verb, Verbs.BLOCKING, inFlight), contenders);
        }
        return rows;
    }
}
