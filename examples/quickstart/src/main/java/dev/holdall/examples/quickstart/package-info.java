/** The example of the README. */
@NullMarked
package dev.holdall.examples.quickstart;

import org.jspecify.annotations.NullMarked;
