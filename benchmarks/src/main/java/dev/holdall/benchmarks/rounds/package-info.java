/**
 * Measures contenders in alternating rounds, beside a baseline: what the comparisons of all servers' backends share.
 */
@NullMarked
package dev.holdall.benchmarks.rounds;

import org.jspecify.annotations.NullMarked;
