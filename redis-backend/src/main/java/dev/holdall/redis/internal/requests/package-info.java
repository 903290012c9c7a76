/**
 * Sends commands to the servers, a second time where that helps, waits for replicas, and translates failures into
 * {@code BackendException}s.
 */
@NullMarked
package dev.holdall.redis.internal.requests;

import org.jspecify.annotations.NullMarked;
