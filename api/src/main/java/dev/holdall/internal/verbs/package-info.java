/**
 * The verbs, written once for the blocking and the asynchronous face, and the calls that need several requests: merges,
 * computed values, bulk calls and locks.
 */
@NullMarked
package dev.holdall.internal.verbs;

import org.jspecify.annotations.NullMarked;
