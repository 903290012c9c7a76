/** Compares a store in this process with the same store over HTTP. */
@NullMarked
package dev.holdall.benchmarks.http;

import org.jspecify.annotations.NullMarked;
