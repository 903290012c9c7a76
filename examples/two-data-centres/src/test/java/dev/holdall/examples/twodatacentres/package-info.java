@NullMarked
package dev.holdall.examples.twodatacentres;

import org.jspecify.annotations.NullMarked;
