/** What the library stores, and how a user's list is read. */
@NullMarked
package dev.holdall.logins.internal;

import org.jspecify.annotations.NullMarked;
