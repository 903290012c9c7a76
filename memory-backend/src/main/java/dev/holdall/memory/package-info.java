/** A backend in the process's own memory, bounded by bytes: for tests, and for one node. */
@NullMarked
package dev.holdall.memory;

import org.jspecify.annotations.NullMarked;
