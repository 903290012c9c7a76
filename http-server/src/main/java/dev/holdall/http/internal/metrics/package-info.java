/** What is counted and timed. */
@NullMarked
package dev.holdall.http.internal.metrics;

import org.jspecify.annotations.NullMarked;
