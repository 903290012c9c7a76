/** The format of what is stored under a key, and the scripts that read and write it: see {@code found.lua}. */
@NullMarked
package dev.holdall.redis.internal.register;

import org.jspecify.annotations.NullMarked;
