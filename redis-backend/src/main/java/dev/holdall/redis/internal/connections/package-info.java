/** Connects to servers with Lettuce, in each topology, and checks them before they are used. */
@NullMarked
package dev.holdall.redis.internal.connections;

import org.jspecify.annotations.NullMarked;
