/** The threads and the timer of Holdall. */
@NullMarked
package dev.holdall.internal.threads;

import org.jspecify.annotations.NullMarked;
