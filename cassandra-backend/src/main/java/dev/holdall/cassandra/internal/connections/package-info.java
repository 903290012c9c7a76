/** Opens a session of the driver, and creates or checks the table. */
@NullMarked
package dev.holdall.cassandra.internal.connections;

import org.jspecify.annotations.NullMarked;
