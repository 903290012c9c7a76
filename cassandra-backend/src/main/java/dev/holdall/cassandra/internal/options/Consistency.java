package dev.holdall.cassandra.internal.options;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.holdall.spi.BackendOptions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The consistency levels: how many replicas have to answer a request of each kind.
 *
 * @param read the level of reads
 * @param readLatest the level of reads with {@code Read.LATEST}
 * @param write the level of unconditional writes, and of storing the outcome of conditional ones
 * @param delete the level of deletions
 * @param revoke the level of revocations
 * @param serial the level at which conditional writes are decided
 */
public record Consistency(
        DefaultConsistencyLevel read,
        DefaultConsistencyLevel readLatest,
        DefaultConsistencyLevel write,
        DefaultConsistencyLevel delete,
        DefaultConsistencyLevel revoke,
        DefaultConsistencyLevel serial) {

    private static final Set<DefaultConsistencyLevel> SERIAL =
            EnumSet.of(DefaultConsistencyLevel.SERIAL, DefaultConsistencyLevel.LOCAL_SERIAL);

    /**
     * The levels of reads and of plain writes. The serial levels are for transactions. {@code ANY} can't read, and it
     * acknowledges a write that is kept as a hint only.
     */
    private static final Set<DefaultConsistencyLevel> PLAIN = EnumSet.complementOf(EnumSet.of(
            DefaultConsistencyLevel.ANY, DefaultConsistencyLevel.SERIAL, DefaultConsistencyLevel.LOCAL_SERIAL));

    static Consistency read(BackendOptions options) {
        return new Consistency(
                level(options, "consistency.read", PLAIN),
                level(options, "consistency.read-latest", PLAIN),
                level(options, "consistency.write", PLAIN),
                level(options, "consistency.delete", PLAIN),
                level(options, "consistency.revoke", PLAIN),
                level(options, "consistency.serial", SERIAL));
    }

    /** Tells whether a write that is acknowledged at this level has reached every data centre. */
    public static boolean reachesAllDcs(DefaultConsistencyLevel level) {
        return level == DefaultConsistencyLevel.EACH_QUORUM || level == DefaultConsistencyLevel.ALL;
    }

    public boolean isLocalSerial() {
        return serial == DefaultConsistencyLevel.LOCAL_SERIAL;
    }

    private static DefaultConsistencyLevel level(
            BackendOptions options, String option, Set<DefaultConsistencyLevel> allowed) {
        DefaultConsistencyLevel level = options.choice(option, DefaultConsistencyLevel.class);
        if (!allowed.contains(level)) {
            options.problem(
                    option,
                    allowed == SERIAL ? "must be local-serial or serial" : "can't be any, serial or local-serial");
        }
        return level;
    }
}
