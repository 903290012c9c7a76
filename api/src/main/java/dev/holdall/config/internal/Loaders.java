package dev.holdall.config.internal;

import dev.holdall.spi.BackendProvider;
import org.jspecify.annotations.Nullable;

/** Chooses the class loader that looks up backends and configuration files. */
public final class Loaders {

    private Loaders() {}

    /**
     * Returns the thread's context class loader, or this library's own class loader if the context class loader is
     * missing or doesn't know this library.
     */
    public static ClassLoader current() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return knowsThisLibrary(context) ? context : own();
    }

    private static ClassLoader own() {
        ClassLoader own = BackendProvider.class.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }

    private static boolean knowsThisLibrary(@Nullable ClassLoader loader) {
        try {
            return loader != null && loader.loadClass(BackendProvider.class.getName()) == BackendProvider.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
