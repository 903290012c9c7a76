package dev.holdall.config;

/** Opens stores. */
public final class SessionStores {
    private SessionStores() {}

    /**
     * A builder.
     *
     * @param name the name
     * @return a builder
     */
    public static StoreBuilder builder(String name) {
        return new StoreBuilder(name);
    }
}
