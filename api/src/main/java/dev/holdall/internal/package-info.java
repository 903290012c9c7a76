/** Not exported: what the other packages share and nobody else may use. */
@NullMarked
package dev.holdall.internal;

import org.jspecify.annotations.NullMarked;
