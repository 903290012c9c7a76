/** The Redis backend beside the client library that it uses, and beside what else keeps sessions in Redis. */
@NullMarked
package dev.holdall.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
