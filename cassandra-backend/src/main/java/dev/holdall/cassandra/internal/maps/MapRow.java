package dev.holdall.cassandra.internal.maps;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.statements.TtlSeconds;
import dev.holdall.spi.Lifetime;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * A row of a map: its lease, or a field of it.
 *
 * @param born the bytes of the creation
 * @param field the name of the field; empty for the lease
 * @param value the bytes in the row
 * @param version the version that the row was written with
 * @param serverMillis the clock of the node when it answered
 * @param ttlSeconds the seconds until the row expires; 0 if it never does, or if the read didn't ask for them
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
record MapRow(ByteBuffer born, String field, byte[] value, Version version, long serverMillis, int ttlSeconds) {

    /** The name of the row that is the lease of a map. No field has it. */
    static final String LEASE = "";

    private static final int TTL = 5;

    /**
     * Reads a row. Empty if there is no value in it: then somebody else's UPDATE has written it, and it has expired.
     */
    static Optional<MapRow> of(Row row) {
        ByteBuffer value = row.getByteBuffer(2);
        return value == null
                ? Optional.empty()
                : Optional.of(new MapRow(
                        Objects.requireNonNull(row.getByteBuffer(0)),
                        Objects.requireNonNull(row.getString(1)),
                        ByteUtils.getArray(value),
                        new Version(row.getLong(3)),
                        row.getLong(4),
                        row.getColumnDefinitions().size() > TTL && !row.isNull(TTL) ? row.getInt(TTL) : 0));
    }

    boolean isLease() {
        return field.equals(LEASE);
    }

    /**
     * Tells whether a row that is written now with a lifetime, at the same version, wins over this row. At equal
     * timestamps Cassandra prefers a tombstone, then a row that expires to one that doesn't, then the later expiry.
     */
    boolean losesTieTo(Lifetime lifetime) {
        return lifetime.isOver()
                || (!lifetime.isForever() && (isForever() || ttlSeconds <= TtlSeconds.ofWrite(lifetime)));
    }

    boolean isForever() {
        return ttlSeconds == 0;
    }

    /** Returns how long the row lives from now, if the read asked for its TTL. */
    Lifetime remaining() {
        return isForever()
                ? Lifetime.FOREVER
                : Lifetime.ofMillis(Math.max(1, (nowSecond() + ttlSeconds) * 1_000 - serverMillis));
    }

    /** Returns the time by the node's clock, in seconds. */
    long nowSecond() {
        return serverMillis / 1_000;
    }
}
