package dev.holdall.tck.decorated;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.DecoratorFactory;
import dev.holdall.spi.DecoratorProvider;

/** Makes {@link ScramblingBackend} known by the name {@code scramble}, so that a configuration can choose it. */
public final class ScramblingProvider implements DecoratorProvider {

    @Override
    public String name() {
        return "scramble";
    }

    @Override
    public DecoratorFactory configure(BackendOptions options) {
        int mask = options.integer("mask", 1, 255);
        return (backend, context) -> new ScramblingBackend(backend, mask);
    }
}
