/** Opening stores, from a configuration or by code: {@link dev.holdall.config.SessionStores}. */
@NullMarked
package dev.holdall.config;

import org.jspecify.annotations.NullMarked;
