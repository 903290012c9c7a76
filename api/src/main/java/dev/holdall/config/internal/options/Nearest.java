package dev.holdall.config.internal.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the existing name that is most similar to a wrong one. */
public final class Nearest {

    private Nearest() {}

    /**
     * Continues a sentence that says that a name doesn't exist: with the most similar existing name, or with all
     * existing names if none is similar.
     */
    public static String hint(String wrong, Collection<String> names) {
        if (names.isEmpty()) {
            return "; there are none";
        }
        String meant = didYouMean(wrong, names);
        return meant.isEmpty() ? all(names) : meant;
    }

    /** Continues the same sentence with all existing names, and with the most similar one if there is one. */
    public static String hintAfterAll(String wrong, Collection<String> names) {
        return names.isEmpty() ? hint(wrong, names) : all(names) + didYouMean(wrong, names);
    }

    private static String all(Collection<String> names) {
        return "; there are: " + String.join(", ", new TreeSet<>(names));
    }

    private static String didYouMean(String wrong, Collection<String> names) {
        return to(wrong, names).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /**
     * Returns the most similar name. A name is similar if at most one in three characters has to be changed; the result
     * is empty if no name is.
     */
    public static Optional<String> to(String wrong, Collection<String> names) {
        int limit = (wrong.length() + 1) / 3;
        return names.stream()
                .filter(name -> distance(wrong, name) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Returns the Levenshtein distance: how many characters have to be added, removed or replaced. Upper and lower case
     * are the same.
     */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            nextRow(row, i, from.charAt(i - 1), to);
        }
        return row[to.length()];
    }

    private static void nextRow(int[] row, int i, char c, String to) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j < row.length; j++) {
            int replaced = diagonal + (c == to.charAt(j - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
        }
    }
}
