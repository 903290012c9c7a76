/**
 * Sends statements with the driver, bounds how many are in flight, and translates the driver's failures into those of
 * this library.
 */
@NullMarked
package dev.holdall.cassandra.internal.requests;

import org.jspecify.annotations.NullMarked;
