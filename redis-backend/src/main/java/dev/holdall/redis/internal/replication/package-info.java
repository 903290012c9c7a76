/** A store in several data centres: brings what is written in one of them to the others. */
@NullMarked
package dev.holdall.redis.internal.replication;

import org.jspecify.annotations.NullMarked;
