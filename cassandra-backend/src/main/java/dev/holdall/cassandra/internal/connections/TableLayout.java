package dev.holdall.cassandra.internal.connections;

import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a table has to have.
 *
 * @param option the option that names the table, for messages
 * @param table the name of the table
 * @param definition the columns, as {@code CREATE TABLE} has them
 * @param columns the kind and the type of each column by its name
 * @param order the clustering columns with their order, as {@code CLUSTERING ORDER BY} has them; empty if there are
 *     none
 */
record TableLayout(String option, Table table, String definition, Map<String, String> columns, List<String> order) {

    /** Returns the tables that a store with these options has. */
    static List<TableLayout> of(CassandraOptions options) {
        List<TableLayout> layouts = new ArrayList<>(List.of(entries(options.table())));
        Table maps = options.mapsTable();
        if (maps != null) {
            layouts.add(maps(maps));
        }
        return layouts;
    }

    static TableLayout entries(Table table) {
        return new TableLayout(
                "table",
                table,
                "(key text PRIMARY KEY, value blob)",
                Map.of("key", "partition_key text", "value", "regular blob"),
                List.of());
    }

    /** The newest creation comes first, so that a read can find it without the older ones. */
    static TableLayout maps(Table table) {
        return new TableLayout(
                "maps-table",
                table,
                "(key text, born blob, field text, value blob, PRIMARY KEY (key, born, field))",
                Map.of(
                        "key", "partition_key text",
                        "born", "clustering blob",
                        "field", "clustering text",
                        "value", "regular blob"),
                List.of("born DESC", "field ASC"));
    }

    /** Returns what of the definition follows the columns: the clustering order, if there is one. */
    String orderCql() {
        return order.isEmpty() ? "" : " AND CLUSTERING ORDER BY (" + String.join(", ", order) + ")";
    }

    /**
     * Says how a table that exists differs from this layout.
     *
     * @return a problem, which begins with the option; empty if the columns are the same
     */
    List<String> differences(Map<String, String> found, List<String> foundOrder) {
        if (!found.equals(columns)) {
            return List.of(option + ": " + table + " is not " + definition + ": " + differences(found));
        }
        return foundOrder.equals(order)
                ? List.of()
                : List.of(option + ": " + table + " has the clustering order (" + String.join(", ", foundOrder)
                        + "), not (" + String.join(", ", order) + ")");
    }

    /** Says of each column that differs what it is and what it has to be, or that it is missing or one too many. */
    private String differences(Map<String, String> found) {
        Set<String> names = new TreeSet<>(columns.keySet());
        names.addAll(found.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(found.get(name), columns.get(name)))
                .map(name -> difference(name, found.get(name), columns.get(name)))
                .collect(Collectors.joining(", "));
    }

    private static String difference(String name, @Nullable String found, @Nullable String wanted) {
        String shown = "the column " + name;
        if (found == null) {
            return shown + " is missing";
        }
        return wanted == null ? shown + " is one too many" : shown + " is a " + found + ", not a " + wanted;
    }
}
