/**
 * What the tests of all rules share: the backend under test and its faults, stores over it, threads, time and
 * assertions.
 */
@NullMarked
package dev.holdall.tck.internal.bench;

import org.jspecify.annotations.NullMarked;
