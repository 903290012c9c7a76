/** A Cassandra node for those who have none. */
@NullMarked
package dev.holdall.examples.cassandranode;

import org.jspecify.annotations.NullMarked;
