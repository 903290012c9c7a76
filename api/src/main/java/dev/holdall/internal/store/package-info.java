/** An open store and its two faces, blocking and asynchronous. */
@NullMarked
package dev.holdall.internal.store;

import org.jspecify.annotations.NullMarked;
