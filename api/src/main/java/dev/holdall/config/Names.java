package dev.holdall.config;

import java.util.regex.Pattern;

/** The names of stores, namespaces, and backends given by code. */
final class Names {

    /** What a name is made of, to follow "must have". */
    static final String RULE = "1 to 64 ASCII letters, digits, dots, hyphens or underscores";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Names() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static String checked(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("the name of a store or a backend must have " + RULE);
        }
        return name;
    }
}
