package dev.holdall.cassandra.internal.options;

import dev.holdall.spi.BackendOptions;
import java.util.regex.Pattern;

/**
 * The table that entries are kept in: {@code (key text PRIMARY KEY, value blob)}.
 *
 * @param keyspace the name of the keyspace, case-sensitive and without quotes
 * @param name the name of the table, case-sensitive and without quotes
 */
public record Table(String keyspace, String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,48}");

    static Table read(BackendOptions options) {
        return new Table(name(options, "keyspace"), name(options, "table"));
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

    private static String name(BackendOptions options, String option) {
        String name = options.requiredText(option);
        if (!name.isBlank() && !NAME.matcher(name).matches()) {
            options.problem(option, "must have 1 to 48 ASCII letters, digits and underscores");
        }
        return name;
    }
}
