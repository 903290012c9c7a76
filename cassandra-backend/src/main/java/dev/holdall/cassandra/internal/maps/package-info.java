/** The maps of the Cassandra backend: their rows, and the primitives on them. */
@NullMarked
package dev.holdall.cassandra.internal.maps;

import org.jspecify.annotations.NullMarked;
