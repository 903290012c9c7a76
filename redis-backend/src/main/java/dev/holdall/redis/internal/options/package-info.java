/** The options of the Redis backend, read and validated before anything is sent. */
@NullMarked
package dev.holdall.redis.internal.options;

import org.jspecify.annotations.NullMarked;
