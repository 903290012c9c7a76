package dev.holdall.config.internal;

import dev.holdall.config.internal.options.Artifacts;
import dev.holdall.config.internal.options.Nearest;
import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.config.internal.options.UnusableConfigException;
import dev.holdall.internal.LibraryMismatch;
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
 * The providers on the class path, by name. They are all of one kind: backends or decorators.
 *
 * @param <P> the type of the providers
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
     * Finds the providers on the class path. A provider that can't be loaded or has an invalid name is reported as a
     * problem, and so are two providers of one name, even if the configuration chooses another provider.
     *
     * @param kind the kind of the providers, for messages: {@code backend} or {@code decorator}
     */
    static <P> Providers<P> discover(
            Class<P> type, String kind, Function<P, String> name, ClassLoader loader, Problems problems) {
        Map<String, P> byName = new TreeMap<>();
        for (P provider : load(type, kind, loader, problems)) {
            String providerName = name.apply(provider);
            if (!Names.isProviderName(providerName)) {
                problems.add("the " + kind + " " + provider.getClass().getName()
                        + " has an invalid name; a name must have " + Names.PROVIDER_RULE);
                continue;
            }
            P other = byName.putIfAbsent(providerName, provider);
            if (other != null) {
                problems.add("the class path has two " + kind + "s named " + providerName + ": "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName() + "; leave one of their artifacts out");
            }
        }
        return new Providers<>(kind, byName, problems);
    }

    /** Returns exactly this provider; those on the class path are ignored. */
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
                // If the same failure comes a second time, the service loader can't get past it: the loop ends.
                more = failures.add(String.valueOf(e.getMessage()));
            }
        }
        failures.forEach(failure -> problems.add("a " + kind + " on the class path can't be loaded: " + failure));
        return found;
    }

    /** Returns the provider of this name; null if there is none. */
    @Nullable
    P find(String name) {
        return byName.get(name);
    }

    /**
     * Returns the problem that there is no provider of this name. It continues a sentence that begins with the option.
     */
    String unknown(String name) {
        String artifact =
                Artifacts.of(name).map(known -> "; add the artifact " + known).orElse("");
        return "names a " + kind + " that is not on the class path" + artifact
                + Nearest.hintAfterAll(name, byName.keySet());
    }

    /**
     * Lets a provider read its options. If the provider throws an exception, this is reported as a problem, and the
     * fallback is returned; it is never used, because the store is not opened.
     */
    <F> F readOptions(OptionBlock block, Supplier<F> configure, F fallback) {
        try {
            return configure.get();
        } catch (UnusableConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            problems.add(
                    block.storePath() + " could not be read because of a fault in that " + kind + ": " + describe(e));
            return fallback;
        } catch (LinkageError e) {
            problems.add(block.storePath() + " could not be read: a library of that " + kind + " doesn't fit: "
                    + LibraryMismatch.describe(e));
            return fallback;
        }
    }

    // The message is left out, because the message of a client library may quote the value of an option.
    private static String describe(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
