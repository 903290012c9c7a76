/** The backend, which makes scripts of the store's verbs, and answers of the scripts' replies. */
@NullMarked
package dev.holdall.redis.internal;

import org.jspecify.annotations.NullMarked;
