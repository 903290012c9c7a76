package dev.holdall.config.internal;

import java.util.regex.Pattern;

/** The names of stores, namespaces, backends and decorators. */
public final class Names {

    /** What a name is made of, to follow "must have". */
    public static final String RULE = "1 to 64 ASCII letters, digits, dots, hyphens or underscores";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** What the name of a backend or a decorator on the class path is made of. */
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
