/** The first step of every call: checks what the caller gives, and makes of it what the backend is given. */
@NullMarked
package dev.holdall.internal.validation;

import org.jspecify.annotations.NullMarked;
