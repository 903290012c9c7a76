/** Problem documents (RFC 9457): one type for each kind of failure. */
@NullMarked
package dev.holdall.http.internal.problems;

import org.jspecify.annotations.NullMarked;
