/**
 * Sends statements with the driver, bounds how many are in flight, and makes of failures what this library calls them.
 */
@NullMarked
package dev.holdall.cassandra.internal.requests;

import org.jspecify.annotations.NullMarked;
