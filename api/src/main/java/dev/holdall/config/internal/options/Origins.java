package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;

/** Describes positions in a configuration, without any of its content. */
public final class Origins {

    private static final String SOMEWHERE = "the configuration";

    private Origins() {}

    /** Returns the file or other source, with the line number if it is known. */
    public static String describe(ConfigOrigin origin) {
        String line = origin.lineNumber() > 0 ? ": " + origin.lineNumber() : "";
        if (origin.filename() != null) {
            return origin.filename() + line;
        }
        if (origin.resource() != null) {
            return origin.resource() + line;
        }
        // An address may contain a password. The description of a value that was merged from several sources may
        // contain addresses.
        boolean hasAddress = origin.url() != null || origin.description().contains("://");
        return hasAddress ? SOMEWHERE + " at an address" + line : origin.description();
    }

    /**
     * Returns the reason why a configuration can't be read. The message of Typesafe Config quotes the text that it
     * can't parse, so it is neither shown nor kept as a cause.
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
