/** The backend, which hands each verb to the statements and the writes that carry it out. */
@NullMarked
package dev.holdall.cassandra.internal;

import org.jspecify.annotations.NullMarked;
