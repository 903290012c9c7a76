/** Finds configurations, backends and decorators, and reads the block of a store. */
@NullMarked
package dev.holdall.config.internal;

import org.jspecify.annotations.NullMarked;
