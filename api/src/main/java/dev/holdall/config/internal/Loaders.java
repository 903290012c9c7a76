package dev.holdall.config.internal;

import dev.holdall.spi.BackendProvider;
import org.jspecify.annotations.Nullable;

/** The class loader that backends and configuration files are looked for with. */
public final class Loaders {

    private Loaders() {}

    /** The thread's context class loader; this library's own where that one is missing, or doesn't know the library. */
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
