/** Real Redis servers on this machine, for tests: one, replicas, sentinels, or a cluster. */
@NullMarked
package dev.holdall.testservers.redis;

import org.jspecify.annotations.NullMarked;
