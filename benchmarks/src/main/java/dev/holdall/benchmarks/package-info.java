/** JMH benchmarks of the stores and their backends. */
@NullMarked
package dev.holdall.benchmarks;

import org.jspecify.annotations.NullMarked;
