/** Shows a logout in two data centres, also while the link between them is cut, and prints each step as it happens. */
@NullMarked
package dev.holdall.examples.twodatacentres;

import org.jspecify.annotations.NullMarked;
