/** Who may do what. */
@NullMarked
package dev.holdall.http.internal.access;

import org.jspecify.annotations.NullMarked;
