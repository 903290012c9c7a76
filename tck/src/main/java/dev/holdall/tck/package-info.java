/** The contract of a session backend as tests: a backend runs them by extending a class of this package. */
@NullMarked
package dev.holdall.tck;

import org.jspecify.annotations.NullMarked;
