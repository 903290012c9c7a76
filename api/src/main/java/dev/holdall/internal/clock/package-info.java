/** The clock that makes the versions of writes, greater than the versions that other processes have written. */
@NullMarked
package dev.holdall.internal.clock;

import org.jspecify.annotations.NullMarked;
