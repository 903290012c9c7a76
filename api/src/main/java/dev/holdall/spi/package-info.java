/**
 * The interfaces that a backend implements. Applications don't need this package; authors of backends start at
 * {@link dev.holdall.spi.SessionBackend}.
 */
@NullMarked
package dev.holdall.spi;

import org.jspecify.annotations.NullMarked;
