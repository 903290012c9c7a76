package dev.holdall.logins;

import dev.holdall.Version;
import dev.holdall.logins.internal.SessionRecord;
import java.time.Instant;

/** A login that {@link Logins#check} has found valid, with the bytes of its session. Immutable and thread-safe. */
public final class Current {

    private final String sessionKey;
    private final SessionRecord record;
    private final Version version;

    Current(String sessionKey, SessionRecord record, Version version) {
        this.sessionKey = sessionKey;
        this.record = record;
        this.version = version;
    }

    /**
     * Returns the user.
     *
     * @return the user that {@link Logins#begin} was given
     */
    public String user() {
        return record.user();
    }

    /**
     * Returns the handle of the login, as a list shows it.
     *
     * @return 22 characters
     */
    public String handle() {
        return record.handle();
    }

    /**
     * Returns when the login ends at the latest, however often it is used.
     *
     * @return the end of the absolute lifetime
     */
    public Instant absoluteEnd() {
        return record.absoluteEnd();
    }

    /**
     * Returns the application's bytes.
     *
     * @return a copy of what {@link Logins#begin} or {@link Logins#save} has stored
     */
    public byte[] session() {
        return record.bytes().clone();
    }

    String sessionKey() {
        return sessionKey;
    }

    SessionRecord record() {
        return record;
    }

    Version version() {
        return version;
    }

    /** Shows neither user, nor handle, nor bytes. */
    @Override
    public String toString() {
        return "Current[" + record.bytes().length + " bytes]";
    }
}
