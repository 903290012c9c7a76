/** Sends commands to the servers, waits for replicas, and makes of failures what this library calls them. */
@NullMarked
package dev.holdall.redis.internal.requests;

import org.jspecify.annotations.NullMarked;
