package dev.holdall.cassandra.internal.maps;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.statements.TtlSeconds;
import dev.holdall.spi.Lifetime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A row of a map, which is its lease or a field of it, or a row of a group. A column is decoded when it is asked for,
 * and without the driver's codecs: they allocate several objects for each column, most of all for text, and a map has
 * many columns.
 *
 * @param row what the driver has received; it has a value
 */
record MapRow(Row row) {

    /** The name of the row that is the lease of a map. No field has it. */
    static final String LEASE = "";

    private static final int BORN = 0;
    private static final int FIELD = 1;
    private static final int VALUE = 2;
    private static final int VERSION = 3;
    private static final int CLOCK = 4;
    private static final int TTL = 5;

    /** Tells whether a row has a value. If not, somebody else's UPDATE has written it, and the value has expired. */
    static boolean hasValue(Row row) {
        return !row.isNull(VALUE);
    }

    /** Returns the bytes of the creation. The caller must not change the buffer, nor its position. */
    ByteBuffer born() {
        return column(BORN);
    }

    boolean isLease() {
        return !column(FIELD).hasRemaining();
    }

    /** Tells whether the row is a field of the map whose lease is given. */
    boolean isFieldOf(MapRow lease) {
        return !isLease() && born().equals(lease.born());
    }

    /** Returns the name of the field; empty for the lease. */
    String field() {
        return new String(ByteUtils.getArray(column(FIELD)), StandardCharsets.UTF_8);
    }

    /** Tells whether the field ends at a moment that the row can't be compared with, since it has no clock. */
    boolean lacksClock() {
        return row.size() <= CLOCK && MapFormat.hasEnd(column(VALUE));
    }

    /** Returns the bytes in the row. The caller must not change them. */
    byte[] value() {
        return ByteUtils.getArray(column(VALUE));
    }

    /** Returns the version that the row was written with. */
    Version version() {
        return new Version(number(VERSION));
    }

    /**
     * Tells whether a row that is written now with a lifetime, at the same version, wins over this row. At equal
     * timestamps Cassandra prefers a tombstone, then a row that expires to one that doesn't, then the later expiry.
     */
    boolean losesTieTo(Lifetime lifetime) {
        return lifetime.isOver()
                || (!lifetime.isForever() && (isForever() || ttlSeconds() <= TtlSeconds.ofWrite(lifetime)));
    }

    boolean isForever() {
        return ttlSeconds() == 0;
    }

    /** Returns how long the row lives from now, if the read asked for its TTL. */
    Lifetime remaining() {
        return isForever()
                ? Lifetime.FOREVER
                : Lifetime.ofMillis(Math.max(1, (nowSecond() + ttlSeconds()) * 1_000 - number(CLOCK)));
    }

    /** Returns the seconds until the row expires; 0 if it never does, or if the read didn't ask for them. */
    private int ttlSeconds() {
        ByteBuffer ttl = row.size() > TTL ? row.getBytesUnsafe(TTL) : null;
        return ttl == null ? 0 : ttl.getInt(ttl.position());
    }

    /** Returns the clock of the node when it answered, in seconds; 0 if the read didn't ask for it. */
    long nowSecond() {
        return row.size() > CLOCK ? number(CLOCK) / 1_000 : 0;
    }

    private long number(int index) {
        ByteBuffer bytes = column(index);
        return bytes.getLong(bytes.position());
    }

    /** Returns the driver's own buffer. */
    private ByteBuffer column(int index) {
        return Objects.requireNonNull(row.getBytesUnsafe(index));
    }
}
