/** Tests with real servers and real clients. */
@NullMarked
package dev.holdall.http;

import org.jspecify.annotations.NullMarked;
