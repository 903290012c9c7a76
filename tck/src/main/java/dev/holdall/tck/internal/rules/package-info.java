/** The rules of {@code docs/contract.md} as tests, one group of rules in a file. */
@NullMarked
package dev.holdall.tck.internal.rules;

import org.jspecify.annotations.NullMarked;
