package dev.holdall.http.internal.settings;

import dev.holdall.spi.BackendOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A client that the configuration names, how it is recognized, and what it may do. {@link #toString} doesn't show the
 * hash of the token.
 *
 * @param tokenSha256 the SHA-256 of its token in hexadecimal digits, lower case; null if it has none
 * @param certificate the subject of its certificate; null if it has none
 * @param stores the stores that it may use; empty for all
 * @param verbs what it may do
 */
public record ClientSettings(
        String name,
        @Nullable String tokenSha256,
        @Nullable X500Principal certificate,
        Set<String> stores,
        Set<Verb> verbs) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Map<String, Verb> VERBS = Stream.of(Verb.values())
            .collect(Collectors.toUnmodifiableMap(
                    verb -> verb.name().toLowerCase(Locale.ROOT).replace('_', '-'), verb -> verb));

    static ClientSettings read(String name, BackendOptions options) {
        String token = token(options);
        X500Principal certificate = certificate(options);
        if (token == null && certificate == null) {
            options.problem("token-sha256", "is missing, and so is certificate; a client needs one of the two");
        }
        return new ClientSettings(name, token, certificate, Set.copyOf(options.texts("stores")), verbs(options));
    }

    private static @Nullable String token(BackendOptions options) {
        String token = options.text("token-sha256")
                .map(text -> text.toLowerCase(Locale.ROOT))
                .orElse(null);
        if (token != null && !SHA_256.matcher(token).matches()) {
            options.problem("token-sha256", "must be the SHA-256 of a token, which is 64 hexadecimal digits");
        }
        return token;
    }

    private static @Nullable X500Principal certificate(BackendOptions options) {
        String subject = options.text("certificate").orElse(null);
        try {
            return subject == null ? null : new X500Principal(subject);
        } catch (IllegalArgumentException e) {
            options.problem("certificate", "must be the subject of a certificate, such as \"CN=wiki, O=Example\"");
            return null;
        }
    }

    private static Set<Verb> verbs(BackendOptions options) {
        List<String> names = options.texts("verbs");
        Set<Verb> verbs = names.isEmpty() ? EnumSet.allOf(Verb.class) : EnumSet.noneOf(Verb.class);
        for (String name : names) {
            Verb verb = VERBS.get(name);
            if (verb == null) {
                options.problem(
                        "verbs",
                        "may have these words only: "
                                + VERBS.keySet().stream().sorted().collect(Collectors.joining(", ")));
            } else {
                verbs.add(verb);
            }
        }
        return verbs;
    }

    @Override
    public String toString() {
        return "ClientSettings[" + name + ", " + stores + ", " + verbs + "]";
    }
}
