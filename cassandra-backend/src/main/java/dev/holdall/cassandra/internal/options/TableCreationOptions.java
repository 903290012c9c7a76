package dev.holdall.cassandra.internal.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import dev.holdall.spi.BackendOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The properties of a keyspace and of tables that are created.
 *
 * @param replication the number of replicas in each data centre
 * @param gcGrace how long tombstones are kept
 */
public record TableCreationOptions(Map<String, Integer> replication, Duration gcGrace) {

    private static final String REPLICATION = "create.replication";
    private static final Pattern DATA_CENTER = Pattern.compile("[A-Za-z0-9_.-]{1,48}");

    static TableCreationOptions read(BackendOptions options, SchemaMode schema) {
        Map<String, Integer> replication = replication(options);
        if (schema == SchemaMode.CREATE && replication.isEmpty()) {
            options.problem(
                    REPLICATION, "has to name each data centre and its number of replicas, where schema = create");
        }
        return new TableCreationOptions(
                replication, options.duration("create.gc-grace", Duration.ofSeconds(1), Duration.ofDays(3_650)));
    }

    private static Map<String, Integer> replication(BackendOptions options) {
        Config block = options.block(REPLICATION);
        Map<String, Integer> replication = new TreeMap<>();
        block.root().forEach((dataCenter, value) -> {
            int replicas = replicas(value);
            if (replicas < 1 || !DATA_CENTER.matcher(dataCenter).matches()) {
                options.problem(REPLICATION, "has to be like { eqiad = 3, codfw = 3 }");
            }
            replication.put(dataCenter, replicas);
        });
        return replication;
    }

    /** Parses a number of replicas, which may also be a string. Returns 0 if the value is not a whole number. */
    private static int replicas(ConfigValue value) {
        try {
            return new BigDecimal(String.valueOf(value.unwrapped())).intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            return 0;
        }
    }
}
