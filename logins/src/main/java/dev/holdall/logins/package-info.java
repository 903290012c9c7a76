/**
 * The logins of a user: to begin one, to check it at each request, to list them, and to end one, all others, or all.
 * {@code docs/logins.md} has the rules and the reasons.
 */
@NullMarked
package dev.holdall.logins;

import org.jspecify.annotations.NullMarked;
