/** The prepared statements, and what is read of their answers. */
@NullMarked
package dev.holdall.cassandra.internal.statements;

import org.jspecify.annotations.NullMarked;
