/** The quickstart of the README: a logout beside a late save, and a load on the configured stores. */
@NullMarked
package dev.holdall.examples.quickstart;

import org.jspecify.annotations.NullMarked;
