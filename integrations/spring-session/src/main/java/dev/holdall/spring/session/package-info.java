/**
 * Spring Session over a Holdall store: a session is a map of the store, and each attribute is a field of it.
 * {@code docs/spring.md} tells how to use it, and what it promises.
 */
@NullMarked
package dev.holdall.spring.session;

import org.jspecify.annotations.NullMarked;
