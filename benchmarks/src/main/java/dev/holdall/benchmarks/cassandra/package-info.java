/**
 * Compares the Cassandra backend with the driver that it uses, and with itself: with another data centre near and far,
 * and on tables of growing sizes.
 */
@NullMarked
package dev.holdall.benchmarks.cassandra;

import org.jspecify.annotations.NullMarked;
