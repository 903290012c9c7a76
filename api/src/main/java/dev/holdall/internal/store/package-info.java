/** Opens a store, and has its two faces, the blocking and the asynchronous one. */
@NullMarked
package dev.holdall.internal.store;

import org.jspecify.annotations.NullMarked;
