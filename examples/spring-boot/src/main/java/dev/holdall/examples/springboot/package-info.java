/** A shop whose sessions are in a store: two tabs can fill the cart at once, and devices can be ended. */
@NullMarked
package dev.holdall.examples.springboot;

import org.jspecify.annotations.NullMarked;
