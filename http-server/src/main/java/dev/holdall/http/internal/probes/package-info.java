/** What the server says about itself: health, metrics, and the description of the interface. */
@NullMarked
package dev.holdall.http.internal.probes;

import org.jspecify.annotations.NullMarked;
