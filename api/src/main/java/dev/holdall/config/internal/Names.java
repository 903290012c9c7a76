package dev.holdall.config.internal;

import java.util.regex.Pattern;

/** Checks the names of stores, namespaces, backends and decorators. */
public final class Names {

    /** The rule for a name. It continues a sentence that ends with "must have". */
    public static final String RULE = "1 to 64 ASCII letters, digits, dots, hyphens or underscores";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The rule for the name of a backend or a decorator on the class path. It continues the same sentence. */
    static final String PROVIDER_RULE = "1 to 64 lower-case ASCII letters, digits or hyphens";

    private static final Pattern PROVIDER_NAME = Pattern.compile("[a-z0-9-]{1,64}");

    private Names() {}

    static boolean isProviderName(String text) {
        return PROVIDER_NAME.matcher(text).matches();
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public static String checked(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("the name of a store or a backend must have " + RULE);
        }
        return name;
    }
}
