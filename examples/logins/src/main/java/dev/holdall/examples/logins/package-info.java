/** A user with three devices: the list of the logins, and how one, and all others, are ended. */
@NullMarked
package dev.holdall.examples.logins;

import org.jspecify.annotations.NullMarked;
