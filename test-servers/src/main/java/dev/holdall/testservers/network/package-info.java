/**
 * Loopback addresses for servers, and a network between them that a test can delay, cut and heal.
 *
 * <p>This works on Linux only: each cluster takes loopback addresses of its own within 127.0.0.0/8, and other systems
 * have only 127.0.0.1.
 */
@NullMarked
package dev.holdall.testservers.network;

import org.jspecify.annotations.NullMarked;
