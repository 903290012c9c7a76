/** The versions that writes get, and how they follow the versions that others have written. */
@NullMarked
package dev.holdall.internal.clock;

import org.jspecify.annotations.NullMarked;
