package dev.holdall.cassandra.internal.options;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.holdall.spi.BackendOptions;
import java.util.EnumSet;
import java.util.Set;

/**
 * How many replicas have to answer a request of each kind.
 *
 * @param read reads
 * @param readLatest reads of the latest
 * @param write unconditional writes, and the outcome of conditional ones
 * @param delete deletions
 * @param revoke revocations
 * @param serial who decides conditional writes
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

    /** None that is decided by transactions, and not {@code any}, which reads nothing and may keep hints alone. */
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

    /** Tells whether an answer at this level means that every data centre has it. */
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
