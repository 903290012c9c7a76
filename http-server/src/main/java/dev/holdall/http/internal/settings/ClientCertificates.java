package dev.holdall.http.internal.settings;

/** Whether clients are asked for a certificate. */
public enum ClientCertificates {
    /** Clients aren't asked. */
    NONE,
    /** Clients are asked, and may have none. */
    WANTED,
    /** A client without a certificate can't connect. */
    NEEDED
}
