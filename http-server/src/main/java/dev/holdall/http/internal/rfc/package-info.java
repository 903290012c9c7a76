/** The interface of this library over HTTP. */
@NullMarked
package dev.holdall.http.internal.rfc;

import org.jspecify.annotations.NullMarked;
