/**
 * Compares the Redis backend with the client library that it uses, and with other libraries that keep sessions in
 * Redis.
 */
@NullMarked
package dev.holdall.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
