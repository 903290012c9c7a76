package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds paths in a configuration that are not options. */
public final class KnownOptions {

    private final Problems problems;

    private KnownOptions(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reports each path that isn't an option, and each value that should be a block but isn't.
     *
     * @param path the path of the block
     * @param value the block
     * @param known the block of the schema, with all options that exist; an empty block in it allows any content
     * @return the block without the paths that were reported
     */
    public static ConfigObject check(String path, ConfigValue value, ConfigObject known, Problems problems) {
        return new KnownOptions(problems).block(path, value, known);
    }

    private ConfigObject block(String path, ConfigValue value, ConfigObject known) {
        if (!(value instanceof ConfigObject block)) {
            problems.add(path, value, "must be a block of options, in braces");
            return ConfigFactory.empty().root();
        }
        return known.isEmpty() ? block : options(path, block, known);
    }

    private ConfigObject options(String path, ConfigObject block, ConfigObject known) {
        ConfigObject valid = block;
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(block).entrySet()) {
            String key = entry.getKey();
            String option = path + "." + ConfigUtil.joinPath(key);
            ConfigValue expected = known.get(key);
            if (expected == null) {
                problems.add(option, entry.getValue(), "is not an option" + hint(key, entry.getValue(), known));
                valid = valid.withoutKey(key);
            } else if (expected instanceof ConfigObject inner) {
                valid = valid.withValue(key, block(option, entry.getValue(), inner));
            }
        }
        return valid;
    }

    private static String hint(String key, ConfigValue value, ConfigObject known) {
        List<String> hyphenated =
                hyphenated(key, value).filter(known::containsKey).sorted().toList();
        if (!hyphenated.isEmpty()) {
            return "; did you mean " + String.join(" or ", hyphenated)
                    + "? In the name of an environment variable, a hyphen is __ and a dot is _";
        }
        String inside = known.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof ConfigObject inner && inner.containsKey(key))
                .map(entry -> entry.getKey() + "." + key)
                .sorted()
                .collect(Collectors.joining(" or "));
        if (!inside.isEmpty()) {
            return "; did you mean " + inside + "?";
        }
        return Artifacts.of(key)
                .map(artifact -> "; for that backend, add the artifact " + artifact)
                .orElseGet(() -> Nearest.hint(key, known.keySet()));
    }

    /** Returns the names that result if the dots of the paths in a block are taken for hyphens. */
    private static Stream<String> hyphenated(String key, ConfigValue value) {
        return value instanceof ConfigObject block
                ? block.entrySet().stream().flatMap(entry -> hyphenated(key + "-" + entry.getKey(), entry.getValue()))
                : Stream.of(key);
    }
}
