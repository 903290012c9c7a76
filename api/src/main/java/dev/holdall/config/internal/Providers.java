package dev.holdall.config.internal;

import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.config.internal.options.UnusableConfigException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one kind that are on the class path, by name: of backends, or of decorators.
 *
 * @param <P> the kind
 */
final class Providers<P> {

    private final String kind;
    private final Map<String, P> byName;
    private final Problems problems;

    private Providers(String kind, Map<String, P> byName, Problems problems) {
        this.kind = kind;
        this.byName = byName;
        this.problems = problems;
    }

    /**
     * Finds the providers. One that can't be loaded or has no good name, and two of one name, are problems whichever is
     * chosen.
     *
     * @param kind what a provider provides, for messages: {@code backend}
     */
    static <P> Providers<P> discover(
            Class<P> type, String kind, Function<P, String> name, ClassLoader loader, Problems problems) {
        Map<String, P> byName = new TreeMap<>();
        for (P provider : load(type, kind, loader, problems)) {
            String called = name.apply(provider);
            if (!Names.isProviderName(called)) {
                problems.add("the " + kind + " " + provider.getClass().getName() + " has a name without "
                        + Names.PROVIDER_RULE);
                continue;
            }
            P other = byName.putIfAbsent(called, provider);
            if (other != null) {
                problems.add("the class path has two " + kind + "s named " + called + ": "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName() + "; leave one of their artifacts out");
            }
        }
        return new Providers<>(kind, byName, problems);
    }

    /** Just one, whatever there is on the class path. */
    static <P> Providers<P> only(String kind, String name, P provider, Problems problems) {
        return new Providers<>(kind, Map.of(name, provider), problems);
    }

    private static <P> List<P> load(Class<P> type, String kind, ClassLoader loader, Problems problems) {
        List<P> found = new ArrayList<>();
        Iterator<P> providers = ServiceLoader.load(type, loader).iterator();
        Set<String> failures = new TreeSet<>();
        boolean more = true;
        while (more) {
            try {
                more = providers.hasNext() && found.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                // The same failure again means that the loader doesn't get past it.
                more = failures.add(String.valueOf(e.getMessage()));
            }
        }
        failures.forEach(failure -> problems.add("a " + kind + " on the class path can't be loaded: " + failure));
        return found;
    }

    /** The provider of a name; null if there is none. */
    @Nullable
    P find(String name) {
        return byName.get(name);
    }

    /** Says that there is no provider of a name, to follow the option that names it. */
    String unknown(String name) {
        String artifact =
                Artifacts.of(name).map(known -> "; add the artifact " + known).orElse("");
        return "names a " + kind + " that is not on the class path" + artifact
                + Nearest.hintAfterAll(name, byName.keySet());
    }

    /** Lets a provider read its options. What it throws is a problem, and what is given instead is never used. */
    <F> F configured(OptionBlock block, Supplier<F> configure, F instead) {
        try {
            return configure.get();
        } catch (UnusableConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            problems.add(block.storePath() + " could not be read, by a fault of that " + kind + ": " + describe(e));
            return instead;
        } catch (LinkageError e) {
            problems.add(block.storePath() + " could not be read: a library of that " + kind
                    + " is missing, or is another version than it needs: " + e.getMessage());
            return instead;
        }
    }

    // Without its message: a client library's may quote an option.
    private static String describe(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
