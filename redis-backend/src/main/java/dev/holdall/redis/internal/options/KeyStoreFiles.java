package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.TlsOptions;
import dev.holdall.spi.TlsOptions.KeyStoreFile;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Checks the key store files before a connection needs them. The client library reads them while it connects, and fails
 * then as if the server couldn't be reached.
 */
final class KeyStoreFiles {

    private KeyStoreFiles() {}

    /** Reports files that are no key stores, or that have another password, to {@code options}. */
    static void check(TlsOptions tls, BackendOptions options) {
        check(tls.trustStore(), "tls.trust-store", options);
        check(tls.keyStore(), "tls.key-store", options);
    }

    private static void check(@Nullable KeyStoreFile file, String option, BackendOptions options) {
        // A file that can't be read has been reported already.
        if (file == null || !new File(file.path()).canRead()) {
            return;
        }
        try {
            KeyStore store = KeyStore.getInstance(new File(file.path()), password(file));
            if (store.size() == 0) {
                options.problem(
                        option,
                        file.password() == null
                                ? "shows nothing without a password: set " + option + "-password"
                                : "is empty");
            }
        } catch (IOException e) {
            options.problem(
                    option, "can't be opened: " + option + "-password is not its password, or the file is damaged");
        } catch (GeneralSecurityException e) {
            options.problem(option, "is not a key store in the format PKCS12 or JKS");
        }
    }

    private static char @Nullable [] password(KeyStoreFile file) {
        return file.password() == null ? null : file.password().toCharArray();
    }
}
