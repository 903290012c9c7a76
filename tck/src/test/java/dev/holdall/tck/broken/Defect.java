package dev.holdall.tck.broken;

import dev.holdall.spi.BackendContext;
import dev.holdall.spi.SessionBackend;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A way to break a backend, with the rules that the kit has to report as failed.
 *
 * @param name what is broken
 * @param breaks makes a broken backend from a healthy one
 * @param rules the numbers of the rules that this defect breaks; each of them has to fail
 * @param races the numbers of the rules that this defect breaks only sometimes, depending on races and random keys;
 *     each of them may fail
 */
record Defect(
        String name,
        BiFunction<SessionBackend, BackendContext, SessionBackend> breaks,
        Set<String> rules,
        Set<String> races) {

    static Defect of(String name, UnaryOperator<SessionBackend> breaks, String... rules) {
        return of(name, (healthy, context) -> breaks.apply(healthy), rules);
    }

    static Defect of(String name, BiFunction<SessionBackend, BackendContext, SessionBackend> breaks, String... rules) {
        return new Defect(name, breaks, Set.of(rules), Set.of());
    }

    /** Returns the same defect with rules that it breaks only sometimes. */
    Defect andPerhaps(String... byChance) {
        return new Defect(name, breaks, rules, Set.of(byChance));
    }

    @Override
    public String toString() {
        return name;
    }
}
