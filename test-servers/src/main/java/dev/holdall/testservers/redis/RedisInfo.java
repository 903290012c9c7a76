package dev.holdall.testservers.redis;

import java.util.Map;
import java.util.stream.Collectors;

/** Parses the answer to INFO, or to CLUSTER INFO. */
final class RedisInfo {

    private RedisInfo() {}

    static Map<String, String> parse(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1),
                        (first, second) -> first));
    }
}
