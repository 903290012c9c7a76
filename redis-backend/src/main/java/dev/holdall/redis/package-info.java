/** The Redis backend: {@link dev.holdall.redis.RedisBackendProvider}. */
@NullMarked
package dev.holdall.redis;

import org.jspecify.annotations.NullMarked;
