package dev.holdall.logins.internal;

import java.io.IOException;
import java.time.Instant;

/**
 * What is stored under the key of a session.
 *
 * @param user the user
 * @param handle names the login in the user's list
 * @param absoluteEnd when the login ends at the latest
 * @param bytes the application's bytes, which must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares records of sessions.
public record SessionRecord(String user, String handle, Instant absoluteEnd, byte[] bytes) {

    private static final byte FORMAT = 1;

    /** Returns this record with other bytes of the application. */
    public SessionRecord with(byte[] other) {
        return new SessionRecord(user, handle, absoluteEnd, other);
    }

    /** Returns this record with another absolute end. */
    public SessionRecord until(Instant otherEnd) {
        return new SessionRecord(user, handle, otherEnd, bytes);
    }

    /** Returns the bytes to store. */
    public byte[] encode() {
        return Encoding.encode(FORMAT, out -> {
            out.writeUTF(user);
            out.writeUTF(handle);
            out.writeLong(absoluteEnd.toEpochMilli());
            out.write(bytes);
        });
    }

    /**
     * Reads what is stored.
     *
     * @throws IllegalStateException if the bytes are none of a session's
     */
    public static SessionRecord decode(byte[] stored) {
        return Encoding.decode(FORMAT, stored, SessionRecord::read);
    }

    private static SessionRecord read(java.io.DataInputStream in) throws IOException {
        return new SessionRecord(in.readUTF(), in.readUTF(), Instant.ofEpochMilli(in.readLong()), in.readAllBytes());
    }

    /** Shows neither user, nor handle, nor bytes. */
    @Override
    public String toString() {
        return "SessionRecord[" + bytes.length + " bytes]";
    }
}
