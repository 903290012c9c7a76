package dev.holdall.config;

import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The backends on the class path, by name. */
final class Backends {

    private static final String OPTION = "backend";

    private final Map<String, BackendProvider> byName;
    private final Problems problems;

    private Backends(Map<String, BackendProvider> byName, Problems problems) {
        this.byName = byName;
        this.problems = problems;
    }

    /** Finds the backends. Those that can't be loaded, and two of one name, are problems whichever is chosen. */
    static Backends discover(ClassLoader loader, Problems problems) {
        Map<String, BackendProvider> byName = new TreeMap<>();
        for (BackendProvider provider : load(loader, problems)) {
            BackendProvider other = byName.putIfAbsent(provider.name(), provider);
            if (other != null) {
                problems.add("the class path has two backends named " + provider.name() + ": "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName() + "; leave one of their artifacts out");
            }
        }
        return new Backends(byName, problems);
    }

    /** Just one, whatever there is on the class path. */
    static Backends only(BackendProvider provider, Problems problems) {
        return new Backends(Map.of(provider.name(), provider), problems);
    }

    private static List<BackendProvider> load(ClassLoader loader, Problems problems) {
        List<BackendProvider> found = new ArrayList<>();
        Iterator<BackendProvider> providers =
                ServiceLoader.load(BackendProvider.class, loader).iterator();
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
        failures.forEach(failure -> problems.add("a backend on the class path can't be loaded: " + failure));
        return found;
    }

    /** The backend that a store's options choose, with its own options read. */
    NamedBackend choose(OptionBlock block) {
        OptionReader options = new OptionReader(block, problems);
        String name = options.text(OPTION).orElse("");
        BackendProvider provider = byName.get(name);
        if (provider == null) {
            options.problem(OPTION, unknown(name));
            return NamedBackend.UNKNOWN;
        }
        return new NamedBackend(name, configure(provider, block.backend(name)));
    }

    private String unknown(String name) {
        String artifact =
                Artifacts.of(name).map(known -> "; add the artifact " + known).orElse("");
        return "names a backend that is not on the class path" + artifact + Nearest.hintAfterAll(name, byName.keySet());
    }

    private BackendFactory configure(BackendProvider provider, OptionBlock block) {
        try {
            return provider.configure(new OptionReader(block, problems));
        } catch (UnusableConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            problems.add(block.storePath() + " could not be read, by a fault of that backend: " + describe(e));
            return NamedBackend.UNKNOWN.factory();
        } catch (LinkageError e) {
            problems.add(block.storePath() + " could not be read: a library of that backend is missing, or is another"
                    + " version than it needs: " + e.getMessage());
            return NamedBackend.UNKNOWN.factory();
        }
    }

    // Without its message: a client library's may quote an option.
    private static String describe(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
