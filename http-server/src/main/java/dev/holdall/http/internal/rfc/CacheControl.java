package dev.holdall.http.internal.rfc;

import dev.holdall.Read;
import dev.holdall.Ttl;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemException;
import dev.holdall.http.internal.problems.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the header {@code Cache-Control} of a request says: the TTL ({@code max-age}), and how fresh a read has to be
 * ({@code no-cache}). Other directives are ignored, as RFC 9111 asks for.
 */
final class CacheControl {

    private static final Pattern SECONDS = Pattern.compile("0*[0-9]{1,12}");

    private CacheControl() {}

    /**
     * Returns the TTL of a write: that of {@code max-age}, or the store's default.
     *
     * @throws ProblemException if it isn't a whole number of seconds above zero, or if there are several
     */
    static Ttl ttl(List<String> values) {
        List<String> ages = new ArrayList<>();
        for (String directive : directives(values)) {
            int equals = directive.indexOf('=');
            String name = equals < 0 ? directive : directive.substring(0, equals);
            if (name.strip().equals("max-age")) {
                ages.add(equals < 0 || name.endsWith(" ") ? "" : directive.substring(equals + 1));
            }
        }
        if (ages.size() > 1) {
            throw invalid("has max-age more than once");
        }
        return ages.isEmpty() ? Ttl.storeDefault() : Ttl.of(seconds(ages.get(0)));
    }

    private static Duration seconds(String text) {
        if (!SECONDS.matcher(text).matches()) {
            throw invalid("has a max-age that isn't a number of seconds, of 12 digits at most");
        }
        Duration duration = Duration.ofSeconds(Long.parseLong(text));
        if (duration.isZero()) {
            throw invalid("has a max-age of zero; to end an entry now, delete it");
        }
        return duration;
    }

    /** Returns how fresh a read has to be. */
    static Read read(List<String> values) {
        return directives(values).contains("no-cache") ? Read.LATEST : Read.LOCAL;
    }

    private static List<String> directives(List<String> values) {
        List<String> directives = new ArrayList<>();
        for (String value : values) {
            for (String directive : value.split(",", -1)) {
                directives.add(directive.strip().toLowerCase(Locale.ROOT));
            }
        }
        return directives;
    }

    private static ProblemException invalid(String what) {
        return Problem.of(ProblemType.INVALID_ARGUMENT, "Cache-Control " + what + ".")
                .exception();
    }
}
