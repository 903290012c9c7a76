/** Opens a store from a configuration. */
@NullMarked
package dev.holdall.config;

import org.jspecify.annotations.NullMarked;
