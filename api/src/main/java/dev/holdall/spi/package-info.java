/**
 * What a backend implements. Applications have no use for this package; authors of backends start at
 * {@link dev.holdall.spi.SessionBackend}.
 */
@NullMarked
package dev.holdall.spi;

import org.jspecify.annotations.NullMarked;
