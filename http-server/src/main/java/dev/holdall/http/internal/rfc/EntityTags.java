package dev.holdall.http.internal.rfc;

import dev.holdall.Version;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The entity tags of a condition ({@code If-Match}, {@code If-None-Match}). A version is a strong tag: its microseconds
 * in quotes. Tags that no version has are valid, and never match.
 *
 * @param isAny whether the condition is {@code *}
 * @param tags the tags, each as it was given, with its quotes
 */
record EntityTags(boolean isAny, List<String> tags) {

    private static final Pattern TAG =
            Pattern.compile("\\G[ \\t]*((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \\t]*(,|$)");
    private static final Pattern VERSION = Pattern.compile("\"(0|-?[1-9][0-9]{0,18})\"");

    /** Reads the values of a header; null if there are none. */
    static @Nullable EntityTags parse(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        String all = String.join(",", values).strip();
        return all.equals("*") ? new EntityTags(true, List.of()) : new EntityTags(false, tags(all));
    }

    private static List<String> tags(String all) {
        List<String> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(all);
        int end = 0;
        while (matcher.find()) {
            tags.add(matcher.group(1));
            end = matcher.end();
        }
        if (end != all.length() || tags.isEmpty() || all.endsWith(",")) {
            throw Problem.of(
                            ProblemType.INVALID_ARGUMENT,
                            "A condition has to be * or entity tags in quotes, as answers have them.")
                    .exception();
        }
        return tags;
    }

    /** Returns the tag of a version. */
    static String of(Version version) {
        return "\"" + version.micros() + "\"";
    }

    /** Tells whether an existing entry has one of these tags, by strong comparison. */
    boolean matches(Version version) {
        return isAny || tags.contains(of(version));
    }

    /** Tells whether an existing entry has one of these tags, by weak comparison. */
    boolean matchesWeakly(Version version) {
        return matches(version) || tags.contains("W/" + of(version));
    }

    /**
     * Returns the version of the only tag; null if no version can have that tag.
     *
     * @throws dev.holdall.http.internal.problems.ProblemException if there isn't exactly one tag
     */
    @Nullable
    Version onlyVersion() {
        if (isAny || tags.size() != 1) {
            throw Problem.of(
                            ProblemType.INVALID_ARGUMENT,
                            "If-Match takes one entity tag here; * and lists have no verb of the store.")
                    .exception();
        }
        Matcher matcher = VERSION.matcher(tags.get(0));
        try {
            return matcher.matches() ? new Version(Long.parseLong(matcher.group(1))) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
