/**
 * The second and last step of every call: sends requests to the backend, and converts an answer or a failure to what
 * the caller gets.
 */
@NullMarked
package dev.holdall.internal.dispatch;

import org.jspecify.annotations.NullMarked;
