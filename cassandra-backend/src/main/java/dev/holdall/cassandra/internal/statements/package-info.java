/** The prepared statements, and the reading of their answers. */
@NullMarked
package dev.holdall.cassandra.internal.statements;

import org.jspecify.annotations.NullMarked;
