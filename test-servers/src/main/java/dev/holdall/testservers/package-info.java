/**
 * Real servers for integration tests, as processes of their own from Maven artifacts, and what gets in their way.
 *
 * <p>Linux only in practice: each cluster takes loopback addresses of its own below 127.0.0.0/8, which other systems
 * answer for 127.0.0.1 alone.
 */
@NullMarked
package dev.holdall.testservers;

import org.jspecify.annotations.NullMarked;
