package dev.holdall.examples.springboot;

import java.time.Instant;

/**
 * A device on which a user is logged in.
 *
 * @param handle names it in this page, and is no session id
 * @param browser what the browser calls itself
 * @param since when the user has logged in
 * @param seen when it was last used, as far as that was written
 * @param isThis whether it is the device that asks
 */
record Device(String handle, String browser, Instant since, Instant seen, boolean isThis) {}
