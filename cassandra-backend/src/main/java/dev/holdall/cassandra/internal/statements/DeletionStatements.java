package dev.holdall.cassandra.internal.statements;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.requests.Requests.Timed;
import java.util.function.Function;

/**
 * The statements that delete a partition of a table, which is an entry or a map. They differ in their consistency
 * levels only. Each is prepared once for a session.
 */
public final class DeletionStatements {

    static final String DELETE = "DELETE FROM %s USING TIMESTAMP ? WHERE key = ?";

    private volatile Prepared prepared;

    /** The statements as one session has prepared them. */
    private record Prepared(
            PreparedStatement delete,
            PreparedStatement revoke,
            PreparedStatement deleteLocally,
            PreparedStatement deleteEverywhere) {}

    DeletionStatements(Preparation prepare) {
        prepared = prepared(prepare);
    }

    void prepareAgain(Preparation prepare) {
        prepared = prepared(prepare);
    }

    private static Prepared prepared(Preparation prepare) {
        return new Prepared(
                prepare.plain(DELETE, prepare.consistency().delete()),
                prepare.plain(DELETE, prepare.consistency().revoke()),
                prepare.plain(DELETE, DefaultConsistencyLevel.LOCAL_QUORUM),
                prepare.plain(DELETE, DefaultConsistencyLevel.EACH_QUORUM));
    }

    public Timed delete(String key, Version version) {
        return delete(Prepared::delete, key, version);
    }

    public Timed revoke(String key, Version version) {
        return delete(Prepared::revoke, key, version);
    }

    /**
     * Makes a deletion or a revocation that waits for the local data centre only. Cassandra sends it to the other data
     * centres, too.
     */
    public Timed deleteLocally(String key, Version version) {
        return delete(Prepared::deleteLocally, key, version);
    }

    /** Makes a deletion or a revocation that is repeated, and that waits for every data centre. */
    public Timed deleteEverywhere(String key, Version version) {
        return delete(Prepared::deleteEverywhere, key, version);
    }

    private Timed delete(Function<Prepared, PreparedStatement> statement, String key, Version version) {
        return timeout -> statement
                .apply(prepared)
                .boundStatementBuilder()
                .setLong(0, version.micros())
                .setString(1, key)
                .setTimeout(timeout)
                .build();
    }
}
