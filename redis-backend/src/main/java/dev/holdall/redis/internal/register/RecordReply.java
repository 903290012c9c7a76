package dev.holdall.redis.internal.register;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reply of {@code record.lua}. */
public final class RecordReply {

    static final RecordReply NOTHING = new RecordReply(null, Stored.Kind.ABSENT);

    private final @Nullable PackedRecord record;
    private final Stored.Kind kind;

    private RecordReply(@Nullable PackedRecord record, Stored.Kind kind) {
        this.record = record;
        this.kind = kind;
    }

    static RecordReply of(PackedRecord record) {
        return new RecordReply(record, Stored.Kind.VALUE);
    }

    static RecordReply corrupt(boolean newer) {
        return new RecordReply(null, newer ? Stored.Kind.NEWER : Stored.Kind.FOREIGN);
    }

    /**
     * Returns the record; empty if nothing is stored.
     *
     * @throws dev.holdall.spi.BackendException if what is stored can't be understood
     */
    public Optional<PackedRecord> record() {
        if (kind == Stored.Kind.NEWER || kind == Stored.Kind.FOREIGN) {
            throw Stored.corrupt(kind);
        }
        return Optional.ofNullable(record);
    }
}
