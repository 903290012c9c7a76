/** Tests of the server that can be run. */
@NullMarked
package dev.holdall.examples.httpserver;

import org.jspecify.annotations.NullMarked;
