package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.io.IOException;

/** Describes positions in a configuration, without any of its content. */
public final class Origins {

    private static final String SOMEWHERE = "the configuration";
    private static final String MERGE = "merge of ";

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
        // An address may contain a password.
        String source = firstSource(origin.description());
        boolean hasAddress = origin.url() != null || source.contains(":/");
        return hasAddress ? SOMEWHERE + " at an address" + line : source;
    }

    /**
     * Returns the first of the sources that a block was merged from, without the address that may follow it. The first
     * source has precedence over the others.
     */
    private static String firstSource(String description) {
        String first = description.startsWith(MERGE)
                ? description.substring(MERGE.length()).split(",", 2)[0]
                : description;
        return first.split(" @ ", 2)[0];
    }

    /**
     * Returns the reason why a configuration can't be read. The message of Typesafe Config quotes the text that it
     * can't parse, so it is neither shown nor kept as a cause.
     */
    public static String describe(ConfigException e) {
        String where = e.origin() == null ? SOMEWHERE : describe(e.origin());
        if (e instanceof ConfigException.UnresolvedSubstitution && isCycle(e)) {
            return where + ": a ${...} refers to itself, directly or through others; give one of them a value";
        }
        if (e instanceof ConfigException.UnresolvedSubstitution) {
            return where
                    + ": a ${...} refers to something that is not set; set it, or write ${?...} if it may be missing";
        }
        if (e instanceof ConfigException.BadPath) {
            return where + ": the name of an option, or a ${...}, is empty, begins or ends with a dot, or has two dots"
                    + " in a row; write a name before and after each dot";
        }
        if (e instanceof ConfigException.Parse) {
            return where + ": this is not valid HOCON; look at this line and at those before it";
        }
        if (e instanceof ConfigException.IO) {
            return where + ": could not be read; check that it is there and that this process may read it";
        }
        if (e.getCause() instanceof IOException) {
            return where + " at an address (config.url, or an include url(...)): could not be read; check that it is"
                    + " there, and that this host may read it";
        }
        return where + ": could not be understood (" + e.getClass().getName() + ")";
    }

    /** A cycle and a path that isn't set differ only in their messages. */
    private static boolean isCycle(ConfigException e) {
        return String.valueOf(e.getMessage()).contains("cycle");
    }
}
