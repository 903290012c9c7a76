package dev.holdall.http.internal.web;

import dev.holdall.http.internal.settings.ClientCertificates;
import dev.holdall.http.internal.settings.ServerSettings;
import dev.holdall.spi.TlsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes the connector: HTTP/1.1 and HTTP/2, with TLS or without. */
final class Connectors {

    /** Paths are split before they are decoded, so what is ambiguous in a decoded path is not so here. */
    private static final UriCompliance RAW_PATHS = UriCompliance.RFC3986.with(
            "raw paths",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS,
            UriCompliance.Violation.ILLEGAL_PATH_CHARACTERS);

    private Connectors() {}

    static ServerConnector of(Server server, ServerSettings settings) {
        HttpConfiguration http = configuration(settings);
        ServerConnector connector = settings.tls().enabled()
                ? secured(server, settings, http)
                : new ServerConnector(
                        server,
                        OrderlyConnection.factory(http),
                        limited(new HTTP2CServerConnectionFactory(http), settings));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        connector.setShutdownIdleTimeout(-1);
        return connector;
    }

    private static HttpConfiguration configuration(ServerSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(settings.limits().headBytes());
        http.setUriCompliance(RAW_PATHS);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        return http;
    }

    private static ServerConnector secured(Server server, ServerSettings settings, HttpConfiguration http) {
        http.addCustomizer(new SecureRequestCustomizer(settings.tls().hostnameVerification()));
        HttpConnectionFactory http1 = OrderlyConnection.factory(http);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        SslContextFactory.Server certificates = contextFactory(settings);
        server.addBean(new CertificateReload(
                certificates, () -> contextFactory(settings), files(settings.tls()), server.getScheduler()));
        SslConnectionFactory tls = new SslConnectionFactory(certificates, alpn.getProtocol());
        return new ServerConnector(server, tls, alpn, limited(new HTTP2ServerConnectionFactory(http), settings), http1);
    }

    private static AbstractHTTP2ServerConnectionFactory limited(
            AbstractHTTP2ServerConnectionFactory http2, ServerSettings settings) {
        http2.setStreamIdleTimeout(settings.limits().idle().toMillis());
        return http2;
    }

    private static List<Path> files(TlsOptions tls) {
        return Stream.of(tls.keyStore(), tls.trustStore())
                .flatMap(Stream::ofNullable)
                .map(file -> Path.of(file.path()))
                .toList();
    }

    private static SslContextFactory.Server contextFactory(ServerSettings settings) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        TlsOptions.KeyStoreFile keys = Objects.requireNonNull(settings.tls().keyStore(), "checked by the settings");
        factory.setKeyStorePath(keys.path());
        factory.setKeyStorePassword(keys.password());
        TlsOptions.KeyStoreFile trusted = settings.tls().trustStore();
        if (trusted != null) {
            factory.setTrustStorePath(trusted.path());
            factory.setTrustStorePassword(trusted.password());
        }
        factory.setWantClientAuth(settings.clientCertificates() == ClientCertificates.WANTED);
        factory.setNeedClientAuth(settings.clientCertificates() == ClientCertificates.NEEDED);
        return factory;
    }
}
