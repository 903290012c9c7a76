/**
 * The second and the last step of every call: sends requests to the backend, and makes of an answer or a failure what
 * the caller gets.
 */
@NullMarked
package dev.holdall.internal.dispatch;

import org.jspecify.annotations.NullMarked;
