package dev.holdall.spi;

import dev.holdall.spi.TlsOptions.KeyStoreFile;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of key store files, and checks the files before a connection needs them. A client library reads
 * them while it connects, and fails then as if the server couldn't be reached.
 */
final class KeyStoreFiles {

    private KeyStoreFiles() {}

    /**
     * Reads an option that names a key store file, and the option of its password. Reports a file that is missing, is
     * no key store, or has another password.
     *
     * @return the file; null if the option isn't set
     */
    static @Nullable KeyStoreFile read(BackendOptions options, String option) {
        String password = options.textOrEmpty(option + "-password").orElse(null);
        String path = options.text(option).orElse(null);
        if (path == null) {
            return null;
        }
        KeyStoreFile file = new KeyStoreFile(path, password);
        String problem = problem(file, option);
        if (problem != null) {
            options.problem(option, problem);
        }
        return file;
    }

    /** Returns what is wrong with a file, as the end of a sentence that begins with the option; null if nothing is. */
    private static @Nullable String problem(KeyStoreFile named, String option) {
        File file = new File(named.path());
        if (!file.isFile() || !file.canRead()) {
            return "is no file that can be read";
        }
        try {
            KeyStore store = KeyStore.getInstance(file, password(named));
            return store.size() > 0 ? null : nothing(named, option);
        } catch (IOException e) {
            return "can't be opened: " + option + "-password is not its password, or the file is damaged";
        } catch (GeneralSecurityException e) {
            return "is not a key store in the format PKCS12 or JKS";
        }
    }

    private static String nothing(KeyStoreFile named, String option) {
        return named.password() == null ? "shows nothing without a password: set " + option + "-password" : "is empty";
    }

    private static char @Nullable [] password(KeyStoreFile file) {
        return file.password() == null ? null : file.password().toCharArray();
    }
}
