package dev.holdall.testservers.redis;

import java.util.ArrayList;
import java.util.List;

/** The lines of a redis.conf. Where two lines contradict each other, the later one holds. */
final class RedisConf {

    private final List<String> lines = new ArrayList<>();

    RedisConf add(String directive, String... values) {
        StringBuilder line = new StringBuilder(directive);
        for (String value : values) {
            line.append(" \"")
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        lines.add(line.toString());
        return this;
    }

    RedisConf add(RedisConf other) {
        lines.addAll(other.lines);
        return this;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
