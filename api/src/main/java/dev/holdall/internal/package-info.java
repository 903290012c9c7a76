/** What is the same for all stores, whatever the backend. Not part of the API. */
@NullMarked
package dev.holdall.internal;

import org.jspecify.annotations.NullMarked;
