/** The options of the cluster and of the table, which are read and validated before anything is sent. */
@NullMarked
package dev.holdall.cassandra.internal.options;

import org.jspecify.annotations.NullMarked;
