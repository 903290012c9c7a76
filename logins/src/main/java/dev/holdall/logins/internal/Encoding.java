package dev.holdall.logins.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Encodes what is stored: a byte with the number of the format, and then the parts. */
final class Encoding {

    private Encoding() {}

    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static byte[] encode(byte format, Writer parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(format);
            parts.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    static IllegalStateException unknown() {
        return new IllegalStateException(
                "a value of the store is none of a login, or a later version of this library has"
                        + " written it; give the logins a namespace of their own");
    }

    /**
     * Reads what was encoded.
     *
     * @throws IllegalStateException if the format is another one, or if a part is missing
     */
    static <T> T decode(byte format, byte[] stored, Reader<T> parts) {
        if (stored.length == 0 || stored[0] != format) {
            throw new IllegalStateException(
                    "a value of the store is none of a login, or a later version of this library"
                            + " has written it; give the logins a namespace of their own");
        }
        try {
            return parts.read(new DataInputStream(new ByteArrayInputStream(stored, 1, stored.length - 1)));
        } catch (IOException e) {
            throw new IllegalStateException("a value of a login in the store is cut off", e);
        }
    }
}
