/**
 * Benchmarks of the memory backend beside Caffeine alone. Each contender runs in processes of its own, so the decisions
 * of the JIT for one contender don't affect another.
 */
@NullMarked
package dev.holdall.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
