package dev.holdall.examples.springboot;

import jakarta.servlet.http.HttpSession;
import java.util.EnumMap;
import java.util.Map;

/**
 * The cart in a session. Each item is an attribute by itself, so that two requests which change different items at once
 * both keep their change.
 */
final class Cart {

    private static final String PREFIX = "cart.";

    private final HttpSession session;

    Cart(HttpSession session) {
        this.session = session;
    }

    /** Returns how many there are of each item. */
    Map<Item, Integer> content() {
        Map<Item, Integer> content = new EnumMap<>(Item.class);
        for (Item item : Item.values()) {
            content.put(item, count(item));
        }
        return content;
    }

    void add(Item item) {
        session.setAttribute(PREFIX + item, count(item) + 1);
    }

    private int count(Item item) {
        return session.getAttribute(PREFIX + item) instanceof Integer count ? count : 0;
    }
}
