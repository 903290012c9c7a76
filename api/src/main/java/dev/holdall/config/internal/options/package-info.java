/** Reads options, and collects the problems that they have. */
@NullMarked
package dev.holdall.config.internal.options;

import org.jspecify.annotations.NullMarked;
