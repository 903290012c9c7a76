package dev.holdall.testservers.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate that servers present, and what a client needs to trust it.
 *
 * @param keyStore the servers' key and certificate, in PKCS #12
 * @param trustStore the certificate alone, in PKCS #12
 * @param password the password of both stores
 */
public record ServerCertificate(Path keyStore, Path trustStore, String password) {

    private static final int PATIENCE_SECONDS = 30;
    private static final String ALIAS = "server";
    private static final String STORE_TYPE = "PKCS12";

    /**
     * Makes a certificate with the JDK's keytool.
     *
     * @param folder the folder for the files
     * @param addresses the servers' addresses, which the certificate names
     * @return the certificate
     */
    public static ServerCertificate create(Path folder, Collection<InetAddress> addresses) {
        ServerCertificate certificate = new ServerCertificate(
                folder.resolve("server-keys.p12"), folder.resolve("trusted-servers.p12"), "test-servers");
        String names = addresses.stream()
                .map(address -> "ip:" + address.getHostAddress())
                .collect(Collectors.joining(","));
        certificate.generateKeys(names);
        certificate.writeTrustStore();
        certificate.writePem();
        return certificate;
    }

    private void generateKeys(String names) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=test-server", "-validity", "30"));
        command.addAll(List.of("-ext", "san=" + names, "-alias", ALIAS, "-keystore", keyStore.toString()));
        command.addAll(List.of("-storetype", STORE_TYPE, "-storepass", password));
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + command.get(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Interruption.of(e);
        }
    }

    private void writeTrustStore() {
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            KeyStore trusted = KeyStore.getInstance(STORE_TYPE);
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, load(keyStore).getCertificate(ALIAS));
            trusted.store(out, password.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writePem() {
        try {
            KeyStore keys = load(keyStore);
            Certificate certificate = keys.getCertificate(ALIAS);
            Key key = keys.getKey(ALIAS, password.toCharArray());
            Files.writeString(certificatePem(), pem("CERTIFICATE", certificate.getEncoded()));
            Files.writeString(keyPem(), pem("PRIVATE KEY", key.getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /**
     * Returns the TLS context for a client.
     *
     * @return a context that trusts this certificate and no other
     */
    public SSLContext sslContext() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(trustStore));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load(Path store) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore loaded = KeyStore.getInstance(STORE_TYPE);
            loaded.load(in, password.toCharArray());
            return loaded;
        }
    }

    /**
     * Returns the certificate alone, for clients that don't read PKCS #12.
     *
     * @return a file in PEM
     */
    public Path certificatePem() {
        return keyStore.resolveSibling("server.pem");
    }

    /** Returns the file with the servers' private key, unencrypted, in PEM. */
    public Path keyPem() {
        return keyStore.resolveSibling("server-key.pem");
    }

    /** Returns the names of the files, without the password. */
    @Override
    public String toString() {
        return "ServerCertificate[" + keyStore + ", " + trustStore + "]";
    }
}
