/** The options of the server. */
@NullMarked
package dev.holdall.http.internal.settings;

import org.jspecify.annotations.NullMarked;
