package dev.holdall.config.internal;

import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.OptionReader;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.spi.BackendProvider;

/** Chooses the backend of a store among the backends on the class path. */
public final class Backends {

    private static final String OPTION = "backend";
    private static final String KIND = "backend";

    private final Providers<BackendProvider> providers;
    private final Problems problems;

    private Backends(Providers<BackendProvider> providers, Problems problems) {
        this.providers = providers;
        this.problems = problems;
    }

    /** Finds the backends on the class path. */
    public static Backends discover(ClassLoader loader, Problems problems) {
        return new Backends(
                Providers.discover(BackendProvider.class, KIND, BackendProvider::name, loader, problems), problems);
    }

    /** Offers exactly this backend; those on the class path are ignored. */
    public static Backends only(BackendProvider provider, Problems problems) {
        return new Backends(Providers.only(KIND, provider.name(), provider, problems), problems);
    }

    /** Returns the backend that a store's options choose, and reads the backend's own options. */
    public NamedBackend choose(OptionBlock block) {
        OptionReader options = new OptionReader(block, problems);
        String name = options.text(OPTION).orElse("");
        BackendProvider provider = providers.find(name);
        if (provider == null) {
            options.problem(OPTION, providers.unknown(name));
            return NamedBackend.UNKNOWN;
        }
        OptionBlock own = block.child(name);
        return new NamedBackend(
                name,
                providers.readOptions(
                        own,
                        () -> provider.configure(new OptionReader(own, problems)),
                        NamedBackend.UNKNOWN.factory()));
    }
}
