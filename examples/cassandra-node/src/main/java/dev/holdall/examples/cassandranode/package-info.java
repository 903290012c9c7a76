/** Starts a Cassandra node for the quickstart, for users who have none. */
@NullMarked
package dev.holdall.examples.cassandranode;

import org.jspecify.annotations.NullMarked;
