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

/** Chooses the decorators of a store among those on the class path. */
public final class Decorators {

    private static final String OPTION = "decorators";

    private final ClassLoader loader;
    private final Problems problems;

    /** Looked for only where a store has decorators. */
    private @Nullable Providers<DecoratorProvider> providers;

    public Decorators(ClassLoader loader, Problems problems) {
        this.loader = loader;
        this.problems = problems;
    }

    /**
     * The decorators that a store's options choose, the outermost first, with their own options read.
     *
     * @param backend the name of the store's backend, whose block of options is its own
     */
    public List<DecoratorFactory> choose(OptionBlock block, String backend) {
        OptionReader options = new OptionReader(block, problems);
        Set<String> chosen = new HashSet<>();
        return options.texts(OPTION).stream()
                .map(name -> {
                    if (!chosen.add(name)) {
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
            return Decorators::never;
        }
        if (name.equals(backend) || block.isOption(name)) {
            options.problem(
                    OPTION,
                    "names a decorator, " + provider.getClass().getName()
                            + ", that has the name of the store's backend or of an option; leave it out");
            return Decorators::never;
        }
        OptionBlock own = block.child(name);
        return providers()
                .configured(own, () -> provider.configure(new OptionReader(own, problems)), Decorators::never);
    }

    private Providers<DecoratorProvider> providers() {
        if (providers == null) {
            providers =
                    Providers.discover(DecoratorProvider.class, "decorator", DecoratorProvider::name, loader, problems);
        }
        return providers;
    }

    /** Stands in where none could be chosen, which is a problem that has been reported: it is never opened. */
    private static SessionBackend never(SessionBackend backend, BackendContext context) {
        throw new IllegalStateException("no decorator was chosen");
    }
}
