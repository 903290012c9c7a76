/** Tests of the starter, each with an application of its own. */
@NullMarked
package dev.holdall.boot;

import org.jspecify.annotations.NullMarked;
