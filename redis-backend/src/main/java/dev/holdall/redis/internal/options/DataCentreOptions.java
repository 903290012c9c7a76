package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of a store in several data centres, each of which has its own servers.
 *
 * @param local the name of this data centre
 * @param others how to connect to the servers of each other data centre
 * @param failsWhereUnreachable whether a delete or a revocation fails if another data centre can't acknowledge it
 * @param tombstoneRetention how long the tombstone of a delete stays
 * @param queueBytes how many bytes of records may be on their way to another data centre
 * @param maxPending how many marks there may be for another data centre
 * @param sweepAfter how long after the write a record that isn't confirmed is sent again
 * @param sweepRate how many records a second the sweep sends to another data centre
 * @param compareRate how many keys a second a comparison reads in each data centre
 */
public record DataCentreOptions(
        String local,
        Map<String, ConnectionOptions> others,
        boolean failsWhereUnreachable,
        Duration tombstoneRetention,
        long queueBytes,
        int maxPending,
        Duration sweepAfter,
        int sweepRate,
        int compareRate) {

    /** What happens if another data centre can't acknowledge a delete or a revocation. */
    enum UnreachableDc {
        CONTINUE,
        FAIL
    }

    private static final String LOCAL = "data-centres.local";
    private static final String OTHERS = "data-centres.others";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,48}");
    private static final String NAME_RULE = "1 to 48 letters, digits, _, . or -";

    /** The options for the servers of another data centre. */
    private static final Set<String> CONNECTING = Set.of(
            "uri",
            "topology",
            "nodes",
            "master-name",
            "username",
            "password",
            "sentinel",
            "database",
            "tls",
            "read-from",
            "replicas",
            "max-requests-in-flight");

    private static final Duration LONGEST_RETENTION = Duration.ofDays(365);
    private static final long LEAST_QUEUE = 64 << 10;
    private static final long LARGEST_QUEUE = 1 << 30;
    private static final int LEAST_PENDING = 100;
    private static final int MOST_PENDING = 1_000_000_000;
    private static final int HIGHEST_RATE = 1_000_000;

    /** Reads the options, and reports their problems. Returns null if there is one data centre. */
    static @Nullable DataCentreOptions read(BackendOptions options) {
        String local = options.text(LOCAL).orElse(null);
        Map<String, ConnectionOptions> others = others(options);
        checkNames(options, local, others);
        DataCentreOptions read = new DataCentreOptions(
                local == null ? "" : local,
                others,
                options.choice("data-centres.unreachable-dc", UnreachableDc.class) == UnreachableDc.FAIL,
                options.duration("data-centres.tombstone-retention", Duration.ofMinutes(1), LONGEST_RETENTION),
                options.bytes("data-centres.queue", LEAST_QUEUE, LARGEST_QUEUE),
                options.integer("data-centres.max-pending", LEAST_PENDING, MOST_PENDING),
                options.duration("data-centres.sweep.after", Duration.ofMillis(100), Duration.ofMinutes(1)),
                options.integer("data-centres.sweep.rate", 1, HIGHEST_RATE),
                options.integer("data-centres.compare.rate", 1, HIGHEST_RATE));
        return local == null ? null : read;
    }

    private static Map<String, ConnectionOptions> others(BackendOptions options) {
        Map<String, ConnectionOptions> others = new TreeMap<>();
        options.blocks(OTHERS, CONNECTING).forEach((name, inner) -> others.put(name, ConnectionOptions.read(inner)));
        return others;
    }

    private static void checkNames(
            BackendOptions options, @Nullable String local, Map<String, ConnectionOptions> others) {
        if (local == null && !others.isEmpty()) {
            options.problem(LOCAL, "is required where data-centres.others names a data centre: set it to this one's");
        }
        if (local != null && !NAME.matcher(local).matches()) {
            options.problem(LOCAL, "must have " + NAME_RULE);
        }
        for (String name : others.keySet()) {
            if (name.equals(local)) {
                options.problem(OTHERS, "has the local data centre too; list only the others");
            }
            if (!NAME.matcher(name).matches()) {
                options.problem(OTHERS, "has a name that is not valid: a name has " + NAME_RULE);
            }
        }
    }
}
