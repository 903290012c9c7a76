package dev.holdall.boot;

import dev.holdall.config.StoreBuilder;

/** A bean that sets what {@code application.yml} can't: an observer, a client that the application has already. */
@FunctionalInterface
public interface StoreBuilderCustomizer {

    /**
     * Changes a builder, which has what is configured.
     *
     * @param name the name of the store
     * @param builder opens the store afterwards
     */
    void customize(String name, StoreBuilder builder);
}
