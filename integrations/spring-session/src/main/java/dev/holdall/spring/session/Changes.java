package dev.holdall.spring.session;

import dev.holdall.FieldChanges;
import java.util.Map;
import java.util.Set;

/**
 * What a save sends of a session's attributes: taken before anything is sent, so that an attribute that can't be
 * written fails the save as a whole.
 *
 * @param puts the bytes by attribute name
 * @param sent the attributes that these are the bytes of
 * @param removals the names of attributes that were removed
 */
record Changes(Map<String, byte[]> puts, Map<String, Attribute> sent, Set<String> removals) {

    boolean isEmpty() {
        return puts.isEmpty() && removals.isEmpty();
    }

    void addTo(FieldChanges.Builder changes) {
        puts.forEach((name, bytes) -> changes.put(SessionFields.ofAttribute(name), bytes));
        removals.forEach(name -> changes.remove(SessionFields.ofAttribute(name)));
    }

    /** Makes the changes in the fields of a map that is to be created. */
    void applyTo(Map<String, byte[]> fields) {
        puts.forEach((name, bytes) -> fields.put(SessionFields.ofAttribute(name), bytes));
        removals.forEach(name -> fields.remove(SessionFields.ofAttribute(name)));
    }
}
