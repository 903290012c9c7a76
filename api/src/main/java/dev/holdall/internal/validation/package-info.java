/** The first step of every call: checks the caller's arguments, and converts them to those of the backend. */
@NullMarked
package dev.holdall.internal.validation;

import org.jspecify.annotations.NullMarked;
