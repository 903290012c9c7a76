package dev.holdall.spi;

import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The options for TLS connections to servers: the block {@code tls} of a backend's options, which is the same for all
 * backends that have one. Its options are {@code enabled}, {@code hostname-verification}, {@code trust-store},
 * {@code trust-store-password}, {@code key-store} and {@code key-store-password}. Immutable.
 *
 * @param enabled whether connections use TLS
 * @param hostnameVerification whether the server's certificate has to be issued for the server's name or address
 * @param trustStore the certificates to trust; null for the certificate authorities that the JVM trusts
 * @param keyStore the certificate and key of this process; null for none
 */
public record TlsOptions(
        boolean enabled,
        boolean hostnameVerification,
        @Nullable KeyStoreFile trustStore,
        @Nullable KeyStoreFile keyStore) {

    /**
     * A key store file and its password. {@link #toString} shows neither.
     *
     * @param path the file, in PKCS #12 or JKS
     * @param password the password of the file; null for none
     */
    public record KeyStoreFile(String path, @Nullable String password) {

        @Override
        public String toString() {
            return "KeyStoreFile[***]";
        }
    }

    /**
     * Reads the block {@code tls}. Reports each trust store or key store that is not a readable file, is not a key
     * store in the format PKCS #12 or JKS, has another password than the one that is set, or has nothing in it.
     *
     * @param options the backend's options
     * @return the options, also if TLS is not enabled
     */
    public static TlsOptions read(BackendOptions options) {
        return new TlsOptions(
                options.flag("tls.enabled"),
                options.flag("tls.hostname-verification"),
                KeyStoreFiles.read(options, "tls.trust-store"),
                KeyStoreFiles.read(options, "tls.key-store"));
    }

    /**
     * Tells whether a client library failed because of TLS, for example because a certificate isn't trusted or is for
     * another server.
     *
     * @param failure the exception of the client library
     * @return true if the exception or one of its causes is a failure of TLS
     */
    public static boolean isTlsFailure(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(SSLException.class::isInstance);
    }

    /**
     * Returns advice about a failure of TLS, which is appended to a message that names the servers.
     *
     * @return a part of a sentence
     */
    public static String advice() {
        return "; a certificate has to be trusted (tls.trust-store), and has to be for the server's name or address"
                + " (tls.hostname-verification)";
    }
}
