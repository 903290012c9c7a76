/** What a configuration says of the servers, read and checked before anything is sent. */
@NullMarked
package dev.holdall.redis.internal.options;

import org.jspecify.annotations.NullMarked;
