/** A Redis server for those who have none. */
@NullMarked
package dev.holdall.examples.redisserver;

import org.jspecify.annotations.NullMarked;
