/** The verbs, written once for both faces, and the calls that need several requests: merges, bulk calls and locks. */
@NullMarked
package dev.holdall.internal.verbs;

import org.jspecify.annotations.NullMarked;
