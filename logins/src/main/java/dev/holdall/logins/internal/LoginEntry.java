package dev.holdall.logins.internal;

import dev.holdall.Version;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The entry of a login in the list of its user.
 *
 * @param sessionKey the key of the one session that is valid
 * @param begun when the user authenticated
 * @param lastSeen when the login was last checked
 * @param absoluteEnd when the login ends at the latest
 * @param ends the markers of all "end all" that the login knows, because they were there when it began
 * @param attributes what the application gave
 * @param version the version that the entry was read with
 * @param expiry when the entry itself ends, by the clock of this process
 */
public record LoginEntry(
        String sessionKey,
        Instant begun,
        Instant lastSeen,
        Instant absoluteEnd,
        Set<String> ends,
        Map<String, String> attributes,
        Version version,
        Instant expiry) {

    private static final byte FORMAT = 1;

    /** Returns this entry, seen at a moment. */
    public LoginEntry seen(Instant moment) {
        return new LoginEntry(sessionKey, begun, moment, absoluteEnd, ends, attributes, version, expiry);
    }

    /** Returns this entry, naming another session. */
    public LoginEntry naming(String otherKey) {
        return new LoginEntry(otherKey, begun, lastSeen, absoluteEnd, ends, attributes, version, expiry);
    }

    /** Returns this entry with times that begin anew. */
    public LoginEntry begunAgain(Instant moment, Instant otherEnd) {
        return new LoginEntry(sessionKey, moment, moment, otherEnd, ends, attributes, version, expiry);
    }

    /** Returns the bytes to store. */
    public byte[] encode() {
        return Encoding.encode(FORMAT, out -> {
            out.writeUTF(sessionKey);
            out.writeLong(begun.toEpochMilli());
            out.writeLong(lastSeen.toEpochMilli());
            out.writeLong(absoluteEnd.toEpochMilli());
            out.writeShort(ends.size());
            for (String marker : ends) {
                out.writeUTF(marker);
            }
            out.writeShort(attributes.size());
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                out.writeUTF(attribute.getKey());
                out.writeUTF(attribute.getValue());
            }
        });
    }

    /**
     * Reads what is stored.
     *
     * @throws IllegalStateException if the bytes are none of a login's
     */
    public static LoginEntry decode(byte[] stored, Version version, Instant expiry) {
        return Encoding.decode(FORMAT, stored, in -> read(in, version, expiry));
    }

    private static LoginEntry read(DataInputStream in, Version version, Instant expiry) throws IOException {
        return new LoginEntry(
                in.readUTF(),
                Instant.ofEpochMilli(in.readLong()),
                Instant.ofEpochMilli(in.readLong()),
                Instant.ofEpochMilli(in.readLong()),
                ends(in),
                attributes(in),
                version,
                expiry);
    }

    private static Set<String> ends(DataInputStream in) throws IOException {
        Set<String> ends = new LinkedHashSet<>();
        for (int left = in.readShort(); left > 0; left--) {
            ends.add(in.readUTF());
        }
        return ends;
    }

    private static Map<String, String> attributes(DataInputStream in) throws IOException {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int left = in.readShort(); left > 0; left--) {
            attributes.put(in.readUTF(), in.readUTF());
        }
        return attributes;
    }

    /** Shows neither keys nor attributes. */
    @Override
    public String toString() {
        return "LoginEntry[begun " + begun + ", last seen " + lastSeen + "]";
    }
}
