package dev.holdall.logins.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one data centre has: cells at addresses. An entry's address is its key; that of a group's entry is the key of
 * the group and a name.
 */
final class Replica {

    /**
     * Where a cell is.
     *
     * @param name the name in a group; empty for an entry of the store
     */
    record Address(String key, String name) {}

    private final Map<Address, Cell> cells = new HashMap<>();

    /** Applies a batch, all of it at once. */
    void apply(Map<Address, Cell> batch) {
        batch.forEach((address, cell) ->
                cells.merge(address, cell, (one, other) -> Cell.ORDER.compare(one, other) >= 0 ? one : other));
    }

    Optional<Cell> find(Address address) {
        return Optional.ofNullable(cells.get(address));
    }

    /** Returns the cells of a group. */
    Map<Address, Cell> group(String key) {
        Map<Address, Cell> found = new HashMap<>();
        cells.forEach((address, cell) -> {
            if (address.key().equals(key) && !address.name().isEmpty()) {
                found.put(address, cell);
            }
        });
        return found;
    }

    void clear() {
        cells.clear();
    }
}
