package dev.holdall.testservers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate that servers show, and what a client needs to trust it.
 *
 * @param keyStore the servers' key and certificate, in PKCS #12
 * @param trustStore the certificate alone, in PKCS #12
 * @param password what opens both
 */
public record ServerCertificate(Path keyStore, Path trustStore, String password) {

    private static final int PATIENCE_SECONDS = 30;

    /**
     * Makes a certificate, with the JDK's keytool.
     *
     * @param folder where the files go
     * @param addresses the servers' addresses, which the certificate names
     * @return the certificate
     */
    public static ServerCertificate create(Path folder, Collection<InetAddress> addresses) {
        ServerCertificate certificate = new ServerCertificate(
                folder.resolve("server-keys.p12"), folder.resolve("trusted-servers.p12"), "test-servers");
        Path exported = folder.resolve("server.crt");
        String names = addresses.stream()
                .map(address -> "ip:" + address.getHostAddress())
                .collect(Collectors.joining(","));
        certificate.keytool(
                certificate.keyStore,
                List.of(
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test-server",
                        "-validity",
                        "30",
                        "-ext",
                        "san=" + names));
        certificate.keytool(certificate.keyStore, List.of("-exportcert", "-file", exported.toString()));
        certificate.keytool(certificate.trustStore, List.of("-importcert", "-noprompt", "-file", exported.toString()));
        return certificate;
    }

    private void keytool(Path store, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-alias", "server", "-keystore", store.toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", password));
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + arguments);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Interruption.of(e);
        }
    }

    /**
     * A client's side of TLS.
     *
     * @return a context that trusts this certificate and no other
     */
    public SSLContext sslContext() {
        try (InputStream in = Files.newInputStream(trustStore)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(in, password.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names the files, and not what opens them. */
    @Override
    public String toString() {
        return "ServerCertificate[" + keyStore + ", " + trustStore + "]";
    }
}
