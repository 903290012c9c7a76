package dev.holdall.cassandra.internal.options;

import dev.holdall.spi.BackendOptions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table: of the one that entries are kept in, or of the one that maps are kept in.
 *
 * @param keyspace the name of the keyspace, case-sensitive and without quotes
 * @param name the name of the table, case-sensitive and without quotes
 */
public record Table(String keyspace, String name) {

    private static final String MAPS_TABLE = "maps-table";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,48}");

    /** Reads the name of the table that entries are kept in. */
    static Table read(BackendOptions options) {
        return new Table(
                checked(options, "keyspace", options.requiredText("keyspace")),
                checked(options, "table", options.requiredText("table")));
    }

    /** Reads the name of the table that maps are kept in, in the keyspace of the entries. Null if none are kept. */
    static @Nullable Table readMaps(BackendOptions options, Table entries) {
        String name = options.text(MAPS_TABLE).orElse(null);
        if (name == null) {
            return null;
        }
        if (name.equals(entries.name)) {
            options.problem(MAPS_TABLE, "must be another table than table, which has the entries");
        }
        return new Table(entries.keyspace, checked(options, MAPS_TABLE, name));
    }

    /** Returns the quoted name of the table, with its keyspace, for a statement. */
    public String cql() {
        return keyspaceCql() + ".\"" + name + '"';
    }

    /** Returns the quoted name of the keyspace, for a statement. */
    public String keyspaceCql() {
        return '"' + keyspace + '"';
    }

    /** Returns the name of the table, with its keyspace, for a message. */
    @Override
    public String toString() {
        return keyspace + "." + name;
    }

    private static String checked(BackendOptions options, String option, String name) {
        if (!name.isBlank() && !NAME.matcher(name).matches()) {
            options.problem(option, "must have 1 to 48 ASCII letters, digits and underscores");
        }
        return name;
    }
}
