/**
 * What every step of a call knows of its store: the settings, the observers and the logger. Nothing below is part of
 * the API.
 */
@NullMarked
package dev.holdall.internal;

import org.jspecify.annotations.NullMarked;
