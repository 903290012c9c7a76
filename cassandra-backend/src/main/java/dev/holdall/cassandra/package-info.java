/** The Cassandra backend: {@link dev.holdall.cassandra.CassandraBackendProvider}. */
@NullMarked
package dev.holdall.cassandra;

import org.jspecify.annotations.NullMarked;
