/** Kask's interface. */
@NullMarked
package dev.holdall.http.internal.kask;

import org.jspecify.annotations.NullMarked;
