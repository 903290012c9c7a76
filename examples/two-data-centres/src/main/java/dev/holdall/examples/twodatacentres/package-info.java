/** Sessions in two data centres, told as it happens. */
@NullMarked
package dev.holdall.examples.twodatacentres;

import org.jspecify.annotations.NullMarked;
