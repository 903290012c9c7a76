/**
 * Opens session stores, from the application's configuration or from code.
 *
 * <p>{@link dev.holdall.config.SessionStores} is the entry point; {@code docs/configuration.md} lists every option.
 */
@NullMarked
package dev.holdall.config;

import org.jspecify.annotations.NullMarked;
