package dev.holdall.redis.internal.register;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses an answer that has a map. */
final class FoundMapOutput extends FoundHashOutput<FoundMap> {

    /**
     * Prepares to parse an answer.
     *
     * @param names the names that were asked for after that of the lease; null for all fields
     */
    FoundMapOutput(@Nullable Set<String> names) {
        super(new FoundMap(names != null), names);
    }
}
