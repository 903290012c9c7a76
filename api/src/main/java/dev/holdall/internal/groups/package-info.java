/** The verbs of groups: from the checked arguments of a caller to the requests of the backend. */
@NullMarked
package dev.holdall.internal.groups;

import org.jspecify.annotations.NullMarked;
