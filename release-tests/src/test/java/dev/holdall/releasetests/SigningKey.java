package dev.holdall.releasetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A throw-away OpenPGP key, for the signatures of a release that nobody gets. It is gone when this JVM ends.
 *
 * @param home the home of GnuPG that holds the key
 */
record SigningKey(Path home) {

    /** Makes a key, if GnuPG is installed. */
    static Optional<SigningKey> make() {
        if (!isInstalled()) {
            return Optional.empty();
        }
        try {
            // The folder is not below target, where the path of the agent's socket would be too long.
            SigningKey key = new SigningKey(Files.createTempDirectory("holdall-key"));
            Runtime.getRuntime().addShutdownHook(new Thread(key::destroy));
            key.gpg("--quick-gen-key", "Dry run of a release", "ed25519", "sign", "never");
            return Optional.of(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Checks that this key signed a file.
     *
     * @throws AssertionError if the signature beside the file isn't valid
     */
    void verify(Path file) {
        gpg("--verify", file + ".asc", file.toString());
    }

    private void gpg(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "gpg", "--homedir", home.toString(), "--batch", "--pinentry-mode", "loopback", "--passphrase", ""));
        words.addAll(List.of(arguments));
        run(words);
    }

    private void destroy() {
        run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
        try {
            Folders.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> words) {
        Command.start(home, Map.of(), home.resolve("output.txt"), words).awaitSuccess();
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("gpg", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
