/**
 * Jetty's sessions in the maps of a store: each session is a map, and each attribute a field of it. An application that
 * embeds Jetty gives {@link dev.holdall.jetty.HoldallSessionDataStoreFactory} to its server; a standalone Jetty has the
 * module {@code session-store-holdall}.
 */
@NullMarked
package dev.holdall.jetty;

import org.jspecify.annotations.NullMarked;
