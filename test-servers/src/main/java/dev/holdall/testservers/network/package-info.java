/**
 * Loopback addresses for servers, and a network between them that a test slows down, cuts and heals.
 *
 * <p>Linux only in practice: each cluster takes loopback addresses of its own below 127.0.0.0/8, and other systems
 * answer for 127.0.0.1 alone.
 */
@NullMarked
package dev.holdall.testservers.network;

import org.jspecify.annotations.NullMarked;
