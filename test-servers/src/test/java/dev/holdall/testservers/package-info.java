@NullMarked
package dev.holdall.testservers;

import org.jspecify.annotations.NullMarked;
