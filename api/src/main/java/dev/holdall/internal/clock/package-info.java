/** The versions that writes get, and how they follow those that others have written. */
@NullMarked
package dev.holdall.internal.clock;

import org.jspecify.annotations.NullMarked;
