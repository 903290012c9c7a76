/** The registers of all keys, their versions and expiries, and the revocations, within bounds of memory. */
@NullMarked
package dev.holdall.memory.internal;

import org.jspecify.annotations.NullMarked;
