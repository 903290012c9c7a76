/** Benchmarks of the stores and their backends: what all of them have in common. */
@NullMarked
package dev.holdall.benchmarks;

import org.jspecify.annotations.NullMarked;
