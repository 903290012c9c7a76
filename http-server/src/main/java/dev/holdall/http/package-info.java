/**
 * Stores over HTTP, for clients that don't run on the JVM, or for one process between applications and their stores.
 * {@code docs/http.md} describes the interface.
 */
@NullMarked
package dev.holdall.http;

import org.jspecify.annotations.NullMarked;
