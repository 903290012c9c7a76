/**
 * Spring Boot with Holdall: stores that {@code application.yml} configures, and the sessions of Spring Session in one
 * of them. {@code docs/spring.md} tells how to use it.
 */
@NullMarked
package dev.holdall.boot;

import org.jspecify.annotations.NullMarked;
