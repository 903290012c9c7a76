/** The memory backend: {@link dev.holdall.memory.MemoryBackend}. */
@NullMarked
package dev.holdall.memory;

import org.jspecify.annotations.NullMarked;
