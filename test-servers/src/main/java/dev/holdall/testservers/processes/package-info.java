/**
 * Servers as processes: their files, their start, and their end, which comes with the end of this JVM at the latest.
 */
@NullMarked
package dev.holdall.testservers.processes;

import org.jspecify.annotations.NullMarked;
