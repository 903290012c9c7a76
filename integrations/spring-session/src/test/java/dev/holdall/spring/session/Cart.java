package dev.holdall.spring.session;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** An attribute that can be changed in itself. */
final class Cart implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> items = new ArrayList<>();

    Cart add(String item) {
        items.add(item);
        return this;
    }

    List<String> items() {
        return items;
    }
}
