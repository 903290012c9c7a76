package dev.holdall.redis.internal.register;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Names the sets of marks of a data centre. A mark in the set for another data centre says that this one hasn't
 * confirmed the record of a key yet; its score is a {@link Stamp}. Immutable.
 *
 * <p>In a cluster there is a set for each slot, since a script has to find all its keys on one node.
 */
public final class Marks {

    /** No key of a user contains a control character, so no entry is under the name of a set. */
    private static final String SET = "\u0001to:";

    private final String prefix;
    private final List<String> others;
    private final UnaryOperator<String> tagOf;

    /**
     * Names the sets of a data centre.
     *
     * @param prefix what the keys of the store begin with
     * @param others the names of all other data centres
     * @param tagOf returns what the name of a set ends with, so that it is in the slot of a key; nothing without a
     *     cluster
     */
    public Marks(String prefix, List<String> others, UnaryOperator<String> tagOf) {
        this.prefix = prefix;
        this.others = List.copyOf(others);
        this.tagOf = tagOf;
    }

    /** Returns the sets that a write of this key marks: one for each other data centre. */
    public List<String> of(String key) {
        String tag = tagOf.apply(key);
        return others.stream().map(other -> set(other, tag)).toList();
    }

    /** Returns which of the sets is that of another data centre, counted from 0. */
    int index(String other) {
        return others.indexOf(other);
    }

    /** Returns the set of another data centre in which this key is marked. */
    public String of(String key, String other) {
        return set(other, tagOf.apply(key));
    }

    /**
     * Returns the set of another data centre that has a tag.
     *
     * @param tag what {@code tagOf} returns for the keys of this set
     */
    public String set(String other, String tag) {
        return prefix + SET + other + tag;
    }
}
