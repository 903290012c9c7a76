/** The writes that take more than one statement: transactions, counters, and deletions in every data centre. */
@NullMarked
package dev.holdall.cassandra.internal.writes;

import org.jspecify.annotations.NullMarked;
