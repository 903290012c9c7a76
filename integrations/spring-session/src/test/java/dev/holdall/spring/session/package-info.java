/** Tests of the repositories: rules for any store, and what a clock or a fault in memory shows better. */
@NullMarked
package dev.holdall.spring.session;

import org.jspecify.annotations.NullMarked;
