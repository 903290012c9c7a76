package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;

/** Tells where in a configuration something stands, without any of its content. */
public final class Origins {

    private static final String SOMEWHERE = "the configuration";

    private Origins() {}

    /** The file or other source, with the line where that is known. */
    public static String describe(ConfigOrigin origin) {
        String line = origin.lineNumber() > 0 ? ": " + origin.lineNumber() : "";
        if (origin.filename() != null) {
            return origin.filename() + line;
        }
        if (origin.resource() != null) {
            return origin.resource() + line;
        }
        // An address may have a password in it, and the description of what was merged has addresses.
        boolean hasAddress = origin.url() != null || origin.description().contains("://");
        return hasAddress ? SOMEWHERE + " at an address" + line : origin.description();
    }

    /**
     * What kept a configuration from being read. Typesafe Config's own message quotes what it can't understand, so it
     * is neither shown nor kept as a cause.
     */
    public static String describe(ConfigException e) {
        String where = e.origin() == null ? SOMEWHERE : describe(e.origin());
        if (e instanceof ConfigException.UnresolvedSubstitution) {
            return where
                    + ": a ${...} refers to something that is not set; set it, or write ${?...} if it may be missing";
        }
        if (e instanceof ConfigException.Parse) {
            return where + ": this is not valid HOCON; look at this line and at those before it";
        }
        if (e instanceof ConfigException.IO) {
            return where + ": could not be read; check that it is there and that this process may read it";
        }
        return where + ": could not be understood (" + e.getClass().getName() + ")";
    }
}
