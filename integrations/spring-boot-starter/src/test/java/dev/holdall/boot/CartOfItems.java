package dev.holdall.boot;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * An attribute of a class of the application. Immutable.
 *
 * @param items in their order
 */
record CartOfItems(List<String> items) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    static final CartOfItems EMPTY = new CartOfItems(new ArrayList<>());

    CartOfItems with(String item) {
        List<String> more = new ArrayList<>(items);
        more.add(item);
        return new CartOfItems(more);
    }
}
