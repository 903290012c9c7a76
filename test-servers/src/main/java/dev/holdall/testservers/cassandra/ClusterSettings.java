package dev.holdall.testservers.cassandra;

import dev.holdall.testservers.processes.ServerCertificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all nodes of a cluster share.
 *
 * @param version the version of Cassandra
 * @param wideArea whether nodes reach other data centres through proxies
 * @param heapMebibytes the heap of each node, in MiB
 * @param requestTimeout how long a node waits for the replicas of a request
 * @param authentication whether clients must log in
 * @param certificate the certificate that nodes present to clients, or null if clients connect without TLS
 */
record ClusterSettings(
        CassandraVersion version,
        boolean wideArea,
        int heapMebibytes,
        Duration requestTimeout,
        boolean authentication,
        @Nullable ServerCertificate certificate) {

    /** Returns the lines of cassandra.yaml that these settings add. */
    String yaml() {
        return version.yaml() + memoryYaml() + timeoutYaml() + authenticationYaml() + tlsYaml();
    }

    private String memoryYaml() {
        return "memtable_heap_space: %1$dMiB\nmemtable_offheap_space: %1$dMiB\n".formatted(heapMebibytes / 4);
    }

    private String timeoutYaml() {
        return """
                read_request_timeout: %1$dms
                write_request_timeout: %1$dms
                cas_contention_timeout: %1$dms
                """.formatted(requestTimeout.toMillis());
    }

    private String authenticationYaml() {
        return authentication ? "authenticator: PasswordAuthenticator\n" : "";
    }

    private String tlsYaml() {
        return certificate == null ? "" : """
                client_encryption_options:
                  enabled: true
                  optional: false
                  store_type: PKCS12
                  keystore: '%s'
                  keystore_password: '%s'
                """.formatted(certificate.keyStore(), certificate.password());
    }
}
