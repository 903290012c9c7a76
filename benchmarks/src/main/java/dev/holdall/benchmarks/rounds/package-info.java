/**
 * Measures contenders in alternating rounds, and compares them with a baseline. The comparisons of all backends that
 * use servers share this package.
 */
@NullMarked
package dev.holdall.benchmarks.rounds;

import org.jspecify.annotations.NullMarked;
