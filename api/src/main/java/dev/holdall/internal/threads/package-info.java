/** The threads and the timer of Holdall's own. */
@NullMarked
package dev.holdall.internal.threads;

import org.jspecify.annotations.NullMarked;
