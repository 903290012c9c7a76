/** What a backend implements, and how a store finds it. */
@NullMarked
package dev.holdall.spi;

import org.jspecify.annotations.NullMarked;
