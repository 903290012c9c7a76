package dev.holdall.tck.broken;

import dev.holdall.spi.BackendContext;
import dev.holdall.spi.SessionBackend;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A way to break a backend, and what the kit has to say of it.
 *
 * @param name what is broken
 * @param breaks makes a broken backend of a healthy one
 * @param rules the numbers of the rules that it breaks; each fails
 * @param races the numbers of the rules that it breaks by chance, as races and keys go; each may fail
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

    /** The same, with rules that it breaks by chance. */
    Defect andPerhaps(String... byChance) {
        return new Defect(name, breaks, rules, Set.of(byChance));
    }

    @Override
    public String toString() {
        return name;
    }
}
