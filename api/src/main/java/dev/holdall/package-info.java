/** The session store as an application sees it: the verbs, their arguments and results, and the ways to fail. */
@NullMarked
package dev.holdall;

import org.jspecify.annotations.NullMarked;
