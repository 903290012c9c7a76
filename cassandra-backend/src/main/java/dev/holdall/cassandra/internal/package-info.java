/** The backend: it delegates each verb to the classes that send its statements. */
@NullMarked
package dev.holdall.cassandra.internal;

import org.jspecify.annotations.NullMarked;
