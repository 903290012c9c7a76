@NullMarked
package dev.holdall.config;

import org.jspecify.annotations.NullMarked;
