package dev.holdall.cassandra.internal.statements;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatementBuilder;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.Consistency;
import dev.holdall.cassandra.internal.options.Table;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.spi.Deadline;

/** Prepares statements for a table of the store, until a deadline at most. Its methods block. */
final class Preparation {

    private final CqlSession session;
    private final Table table;
    private final Consistency consistency;
    private final Deadline deadline;

    Preparation(CqlSession session, Table table, CassandraOptions options, Deadline deadline) {
        this.session = session;
        this.table = table;
        this.consistency = options.consistency();
        this.deadline = deadline;
    }

    Consistency consistency() {
        return consistency;
    }

    /** Prepares a plain statement. It is idempotent: sending it twice does no harm, so the driver may retry it. */
    PreparedStatement plain(String cql, ConsistencyLevel level) {
        return session.prepare(
                statement(cql).setConsistencyLevel(level).setIdempotence(true).build());
    }

    /**
     * Prepares a lightweight transaction. It is not idempotent, so it is not sent again after it may have been applied.
     */
    PreparedStatement conditional(String cql) {
        return session.prepare(statement(cql)
                .setConsistencyLevel(consistency.write())
                .setSerialConsistencyLevel(consistency.serial())
                .setIdempotence(false)
                .build());
    }

    /**
     * Sets the timeout in the execution profile, since the driver takes the timeout of a preparation from there alone.
     */
    private SimpleStatementBuilder statement(String cql) {
        DriverExecutionProfile profile = session.getContext()
                .getConfig()
                .getDefaultProfile()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Requests.timeout(deadline));
        return SimpleStatement.builder(cql.formatted(table.cql())).setExecutionProfile(profile);
    }
}
