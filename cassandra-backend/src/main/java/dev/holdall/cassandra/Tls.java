package dev.holdall.cassandra;

import dev.holdall.spi.BackendOptions;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted.
 *
 * @param hostnameVerification whether the certificate has to be for the node's name or address
 * @param trustStore whom to trust; null for the JVM's authorities
 * @param keyStore who this process is; null for nobody
 */
record Tls(
        boolean hostnameVerification,
        @Nullable Store trustStore,
        @Nullable Store keyStore) {

    /** A key store file and its password, which isn't shown. */
    record Store(String path, @Nullable String password) {

        @Override
        public String toString() {
            return "Store[***]";
        }
    }

    /** Null if it is not enabled. */
    static @Nullable Tls read(BackendOptions options) {
        boolean enabled = options.flag("tls.enabled");
        boolean verification = options.flag("tls.hostname-verification");
        Store trust = store(options, "tls.trust-store");
        Store key = store(options, "tls.key-store");
        return enabled ? new Tls(verification, trust, key) : null;
    }

    private static @Nullable Store store(BackendOptions options, String option) {
        String password = options.text(option + "-password").orElse(null);
        String path = options.text(option).orElse(null);
        if (path == null) {
            return null;
        }
        File file = new File(path);
        if (!file.isFile() || !file.canRead()) {
            options.problem(option, "is no file that can be read");
        }
        return new Store(path, password);
    }
}
