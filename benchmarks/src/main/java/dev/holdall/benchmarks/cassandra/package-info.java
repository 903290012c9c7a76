/** The Cassandra backend beside the driver that it uses, across distances, and as tables grow. */
@NullMarked
package dev.holdall.benchmarks.cassandra;

import org.jspecify.annotations.NullMarked;
