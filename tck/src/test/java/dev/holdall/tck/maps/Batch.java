package dev.holdall.tck.maps;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request writes, all at once.
 *
 * @param cells the cells
 * @param deleted the version of a tombstone for the whole key; 0 for none
 * @param olderThan deletes all cells of older creations than this one; null for none
 */
record Batch(List<Cell> cells, long deleted, @Nullable Born olderThan) {

    static Batch of(List<Cell> cells) {
        return new Batch(List.copyOf(cells), 0, null);
    }

    static Batch deletion(long version) {
        return new Batch(List.of(), version, null);
    }
}
