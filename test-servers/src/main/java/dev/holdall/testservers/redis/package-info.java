/** Real Redis servers on this machine, for tests: a single server, replication, sentinels, or a cluster. */
@NullMarked
package dev.holdall.testservers.redis;

import org.jspecify.annotations.NullMarked;
