package dev.holdall.redis.internal.connections;

import io.lettuce.core.cluster.SlotHash;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hash tag for each slot of a cluster: a key that ends with it, and has no other braces, is in that slot. */
final class SlotTags {

    private SlotTags() {}

    /** Returns the hash tag of a slot, in braces. */
    static String of(int slot) {
        return Table.TAGS.get(slot);
    }

    /** Returns the hash tags of all slots, by slot. */
    static List<String> all() {
        return Table.TAGS;
    }

    /** Is made when the first tag is asked for, which takes about a tenth of a second. */
    private static final class Table {

        static final List<String> TAGS = make();

        private static List<String> make() {
            @Nullable String[] tags = new String[SlotHash.SLOT_COUNT];
            int missing = tags.length;
            for (int number = 0; missing > 0; number++) {
                String name = Integer.toString(number, Character.MAX_RADIX);
                int slot = SlotHash.getSlot(name);
                if (tags[slot] == null) {
                    tags[slot] = "{" + name + "}";
                    missing--;
                }
            }
            return List.of(Arrays.copyOf(tags, tags.length, String[].class));
        }
    }
}
