/** What a configuration says of the cluster and of the table, read and checked before anything is sent. */
@NullMarked
package dev.holdall.cassandra.internal.options;

import org.jspecify.annotations.NullMarked;
