/** Starts a Redis server for the quickstart, for users who have none. */
@NullMarked
package dev.holdall.examples.redisserver;

import org.jspecify.annotations.NullMarked;
