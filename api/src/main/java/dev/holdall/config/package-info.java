/**
 * Opens session stores: from the application's configuration, or from code.
 *
 * <p>{@link dev.holdall.config.SessionStores} is where to begin; {@code docs/configuration.md} has every option.
 */
@NullMarked
package dev.holdall.config;

import org.jspecify.annotations.NullMarked;
