package dev.holdall.spring.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attributes of a session, with what has changed since they were read or saved. Not thread-safe. */
final class Attributes {

    private final SessionContext context;
    private final Map<String, Attribute> byName = new HashMap<>();

    /** The names of attributes that the store has, as far as this process knows. */
    private final Set<String> inStore = new HashSet<>();

    /** The names of attributes that were removed since the last save. */
    private final Set<String> removed = new HashSet<>();

    /** Whether the index resolver asks, which gets values and changes none. */
    private boolean resolving;

    /** Whether the index resolver has asked for an attribute that can't be read. */
    private boolean unreadableAsked;

    /** Makes the attributes of the fields of a map. */
    Attributes(SessionContext context, Map<String, byte[]> fields) {
        this.context = context;
        fields.forEach((field, bytes) -> {
            String name = SessionFields.attribute(field);
            if (name != null) {
                byName.put(name, Attribute.stored(bytes));
                inStore.add(name);
            }
        });
    }

    @Nullable
    Object get(String name) {
        Attribute attribute = byName.get(name);
        if (attribute == null) {
            return null;
        }
        Object value = attribute.value(context.reader());
        if (value != null && !resolving) {
            attribute.handOut();
        }
        unreadableAsked |= value == null;
        return value;
    }

    Set<String> names() {
        Set<String> names = new HashSet<>();
        byName.forEach((name, attribute) -> {
            if (attribute.value(context.reader()) != null) {
                names.add(name);
            }
        });
        return names;
    }

    /**
     * Sets an attribute; a null removes it, also if it can't be read here. To remove what the store doesn't have sends
     * nothing: frameworks do it at each request, and each removal leaves something behind in the map.
     */
    void set(String name, @Nullable Object value) {
        Objects.requireNonNull(name, "the name of an attribute is null");
        if (value != null) {
            byName.put(name, Attribute.set(value));
            removed.remove(name);
            return;
        }
        byName.remove(name);
        if (inStore.contains(name)) {
            removed.add(name);
        }
    }

    /** Returns what a save has to send. */
    Changes changes() {
        Map<String, byte[]> puts = new HashMap<>();
        Map<String, Attribute> sent = new HashMap<>();
        byName.forEach((name, attribute) -> {
            byte[] bytes = attribute.changed(context.options().serializer(), context.looksInside());
            if (bytes != null) {
                puts.put(name, bytes);
                sent.put(name, attribute);
            }
        });
        return new Changes(puts, sent, Set.copyOf(removed));
    }

    /** Notes that these changes are in the store. What was set meanwhile stays to be sent. */
    void saved(Changes changes) {
        changes.puts().forEach((name, bytes) -> {
            Attribute sent = changes.sent().get(name);
            if (sent != null) {
                sent.saved(bytes);
            }
        });
        inStore.addAll(changes.puts().keySet());
        inStore.removeAll(changes.removals());
        removed.removeAll(changes.removals());
    }

    /** Lets the index resolver ask for attributes, without counting them as handed out to the application. */
    Resolved resolve(Supplier<Map<String, String>> resolver) {
        resolving = true;
        unreadableAsked = false;
        try {
            return new Resolved(resolver.get(), unreadableAsked);
        } finally {
            resolving = false;
        }
    }

    /**
     * The values that a session is found by.
     *
     * @param indexes the values by the name of the index
     * @param incomplete whether the resolver has asked for an attribute that can't be read here
     */
    record Resolved(Map<String, String> indexes, boolean incomplete) {}
}
