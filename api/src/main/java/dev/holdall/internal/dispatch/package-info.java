/** The second and the last step of every call: asks the backend, and makes of its answer or failure what the caller gets. */
@NullMarked
package dev.holdall.internal.dispatch;

import org.jspecify.annotations.NullMarked;
