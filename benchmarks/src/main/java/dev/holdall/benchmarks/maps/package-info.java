/**
 * Compares the maps of a store with the client library alone, and with the store's own entries; and measures logins,
 * which are kept in the groups of a store. The comparisons are the same for all backends that use servers.
 */
@NullMarked
package dev.holdall.benchmarks.maps;

import org.jspecify.annotations.NullMarked;
