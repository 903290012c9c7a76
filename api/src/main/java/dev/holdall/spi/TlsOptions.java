package dev.holdall.spi;

import java.io.File;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How connections to servers are encrypted: the block {@code tls} of a backend's options, the same for all that have
 * one. Its options are {@code enabled}, {@code hostname-verification}, {@code trust-store} and {@code key-store}, each
 * of the stores with a {@code -password}. Immutable.
 *
 * @param enabled whether they are encrypted
 * @param hostnameVerification whether the certificate has to be for the server's name or address
 * @param trustStore whom to trust; null for the JVM's authorities
 * @param keyStore who this process is; null for nobody
 */
public record TlsOptions(
        boolean enabled,
        boolean hostnameVerification,
        @Nullable KeyStoreFile trustStore,
        @Nullable KeyStoreFile keyStore) {

    /**
     * A key store file and its password, which isn't shown.
     *
     * @param path the file, in PKCS #12 or JKS
     * @param password what opens it; null for none
     */
    public record KeyStoreFile(String path, @Nullable String password) {

        @Override
        public String toString() {
            return "KeyStoreFile[***]";
        }
    }

    /**
     * Reads the block {@code tls}, and reports key stores that are no files that can be read.
     *
     * @param options the backend's options
     * @return the options, also where they are not enabled
     */
    public static TlsOptions read(BackendOptions options) {
        return new TlsOptions(
                options.flag("tls.enabled"),
                options.flag("tls.hostname-verification"),
                store(options, "tls.trust-store"),
                store(options, "tls.key-store"));
    }

    /**
     * Whether a client library failed because of TLS: a certificate that isn't trusted, or that is for another server.
     *
     * @param failure what the client library reported
     * @return whether it, or one of its causes, is a failure of TLS
     */
    public static boolean isTlsFailure(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(SSLException.class::isInstance);
    }

    /**
     * Says what to do about a failure of TLS, to follow a message that names the servers.
     *
     * @return a part of a sentence
     */
    public static String advice() {
        return "; a certificate has to be trusted (tls.trust-store), and has to be for the server's name or address"
                + " (tls.hostname-verification)";
    }

    private static @Nullable KeyStoreFile store(BackendOptions options, String option) {
        String password = options.text(option + "-password").orElse(null);
        String path = options.text(option).orElse(null);
        if (path == null) {
            return null;
        }
        File file = new File(path);
        if (!file.isFile() || !file.canRead()) {
            options.problem(option, "is no file that can be read");
        }
        return new KeyStoreFile(path, password);
    }
}
