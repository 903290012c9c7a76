/** Real Cassandra clusters on this machine, for tests. */
@NullMarked
package dev.holdall.testservers.cassandra;

import org.jspecify.annotations.NullMarked;
