package dev.holdall.config.internal;

import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.OptionReader;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.DecoratorProvider;
import dev.holdall.spi.SessionBackend;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the decorators of a store among the decorators on the class path. */
public final class Decorators {

    private static final String OPTION = "decorators";

    private final ClassLoader loader;
    private final Problems problems;

    /** The decorators on the class path; null until a store with decorators needs them. */
    private @Nullable Providers<DecoratorProvider> providers;

    public Decorators(ClassLoader loader, Problems problems) {
        this.loader = loader;
        this.problems = problems;
    }

    /**
     * Returns the decorators that a store's options choose, the outermost first, and reads the decorators' own options.
     *
     * @param backend the name of the store's backend; no decorator may have this name, because both would have the same
     *     block of options
     */
    public List<DecoratorFactory> choose(OptionBlock block, String backend) {
        OptionReader options = new OptionReader(block, problems);
        Set<String> chosen = new HashSet<>();
        return options.texts(OPTION).stream()
                .map(name -> {
                    // The name of a decorator that isn't known is a text that nobody has checked, and isn't shown.
                    if (!chosen.add(name) && providers().find(name) != null) {
                        options.problem(OPTION, "names " + name + " twice");
                    }
                    return choose(name, backend, block, options);
                })
                .toList();
    }

    private DecoratorFactory choose(String name, String backend, OptionBlock block, OptionReader options) {
        DecoratorProvider provider = providers().find(name);
        if (provider == null) {
            options.problem(OPTION, providers().unknown(name));
            return Decorators::neverCalled;
        }
        if (name.equals(backend) || block.isOption(name)) {
            options.problem(
                    OPTION,
                    "names a decorator, " + provider.getClass().getName()
                            + ", that has the name of the store's backend or of an option; leave it out");
            return Decorators::neverCalled;
        }
        OptionBlock own = block.child(name);
        return providers()
                .readOptions(own, () -> provider.configure(new OptionReader(own, problems)), Decorators::neverCalled);
    }

    private Providers<DecoratorProvider> providers() {
        if (providers == null) {
            providers =
                    Providers.discover(DecoratorProvider.class, "decorator", DecoratorProvider::name, loader, problems);
        }
        return providers;
    }

    /**
     * Takes the place of a decorator that couldn't be chosen. It is never called, because the problem was reported and
     * so the store is not opened.
     */
    private static SessionBackend neverCalled(SessionBackend backend, BackendContext context) {
        throw new IllegalStateException("no decorator was chosen");
    }
}
