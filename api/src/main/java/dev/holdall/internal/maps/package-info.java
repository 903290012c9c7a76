/** The verbs of maps: from the checked arguments of a caller to the requests of the backend. */
@NullMarked
package dev.holdall.internal.maps;

import org.jspecify.annotations.NullMarked;
