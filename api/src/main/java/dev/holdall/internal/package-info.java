/**
 * The parts of a store that every step of a call uses: the settings, the observers and the logger. Nothing in this
 * package and its subpackages is part of the API.
 */
@NullMarked
package dev.holdall.internal;

import org.jspecify.annotations.NullMarked;
