@NullMarked
package dev.holdall.examples.springboot;

import org.jspecify.annotations.NullMarked;
