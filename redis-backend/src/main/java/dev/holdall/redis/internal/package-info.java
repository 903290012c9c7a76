/** The backend: it turns the store's calls into calls of scripts, and the scripts' replies into answers. */
@NullMarked
package dev.holdall.redis.internal;

import org.jspecify.annotations.NullMarked;
