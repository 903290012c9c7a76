package dev.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.OptionReader;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.spi.TlsOptions.KeyStoreFile;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsOptionsTest {

    private static final String PASSWORD = "hunter2";

    private static final ConfigObject REFERENCE = ConfigFactory.parseString("""
            tls {
              enabled = false, hostname-verification = true
              trust-store = null, trust-store-password = null, key-store = null, key-store-password = null
            }
            """).root();

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void keyStore_isRead() throws Exception {
        Path file = store("store.p12", 1);

        TlsOptions tls = read("tls { key-store = \"%s\", key-store-password = hunter2 }".formatted(file));

        assertThat(problems.count()).isZero();
        assertThat(tls.keyStore()).isEqualTo(new KeyStoreFile(file.toString(), PASSWORD));
        assertThat(tls.toString()).doesNotContain(PASSWORD, file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"trust-store", "key-store"})
    void fileThatIsNotReadable_orNoKeyStore_isAProblem(String option) throws Exception {
        Path text = Files.writeString(folder.resolve("text.p12"), "This is a text.");
        Path empty = Files.createFile(folder.resolve("empty.p12"));

        assertThat(problems(option, folder.resolve("missing.p12"), "")).containsExactly("is no file that can be read");
        assertThat(problems(option, folder, "")).containsExactly("is no file that can be read");
        assertThat(problems(option, text, PASSWORD)).containsExactly("is not a key store in the format PKCS12 or JKS");
        assertThat(problems(option, empty, PASSWORD)).containsExactly("is not a key store in the format PKCS12 or JKS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trust-store", "key-store"})
    void wrongPassword_orStoreWithNothingInIt_isAProblem(String option) throws Exception {
        Path file = store("store.p12", 1);

        assertThat(problems(option, file, "another"))
                .containsExactly("can't be opened: tls." + option + "-password is not its password, or the file is"
                        + " damaged");
        assertThat(problems(option, store("empty.p12", 0), PASSWORD)).containsExactly("is empty");
    }

    @Test
    void passwordThatIsEmpty_isOne() throws Exception {
        assertThat(problems("trust-store", store("store.p12", 1), "")).hasSize(1);
    }

    private List<String> problems(String option, Path file, String password) {
        Problems found = new Problems();
        String set = ", %s-password = \"%s\"".formatted(option, password);
        TlsOptions.read(options("tls { %s = \"%s\"%s }".formatted(option, file, set), found));
        String prefix = "store.tls." + option + " ";
        return found.exception("s", "b").problems().stream()
                .map(problem -> problem.replace(prefix, "").replaceFirst(" \\(String: 1\\)$", ""))
                .toList();
    }

    private TlsOptions read(String hocon) {
        return TlsOptions.read(options(hocon, problems));
    }

    private static BackendOptions options(String hocon, Problems problems) {
        Config own = ConfigFactory.parseString(hocon);
        return new OptionReader(new OptionBlock("store", "defaults", own.root(), REFERENCE, REFERENCE), problems);
    }

    private Path store(String name, int entries) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        KeyStore.ProtectionParameter protection = new KeyStore.PasswordProtection(PASSWORD.toCharArray());
        for (int i = 0; i < entries; i++) {
            store.setEntry("key" + i, new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")), protection);
        }
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
