/**
 * The API of Holdall, a session store that runs as a library in the application's process: the verbs
 * ({@link dev.holdall.SessionStore} and {@link dev.holdall.AsyncSessionStore}), their values, and their failures.
 * Stores are opened with {@link dev.holdall.config.SessionStores}.
 *
 * @serial exclude
 */
@NullMarked
package dev.holdall;

import org.jspecify.annotations.NullMarked;
