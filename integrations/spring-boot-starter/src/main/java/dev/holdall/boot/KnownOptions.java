package dev.holdall.boot;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options that the {@code reference.conf} files of the artifacts on the class path have. Immutable. */
final class KnownOptions {

    private static final String HOLDALL = "holdall";
    private static final String SESSION = "session";
    private static final String STORES = "stores";
    private static final String DEFAULTS = "defaults";

    private final ConfigObject root;

    private KnownOptions(ConfigObject root) {
        this.root = root;
    }

    static KnownOptions of(ClassLoader loader) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setClassLoader(loader);
        return new KnownOptions(
                ConfigFactory.parseResources("reference.conf", options).root());
    }

    /** Returns the path of an option as Holdall writes it. What isn't known stays as it is. */
    List<String> path(List<EnvironmentConfig.Element> elements) {
        List<String> path = new ArrayList<>();
        @Nullable ConfigValue level = root;
        for (EnvironmentConfig.Element element : elements) {
            boolean isStore = path.size() == 2 && path.get(1).equals(STORES);
            String name = isStore ? element.original() : known(level, element);
            level = isStore ? child(child(root, path.get(0)), DEFAULTS) : child(level, name);
            path.add(name);
        }
        return path;
    }

    private static String known(@Nullable ConfigValue level, EnvironmentConfig.Element element) {
        if (level instanceof ConfigObject object) {
            for (String name : object.keySet()) {
                if (name.replace("-", "").toLowerCase(Locale.ROOT).equals(element.uniform())) {
                    return name;
                }
            }
        }
        return element.original();
    }

    private static @Nullable ConfigValue child(@Nullable ConfigValue level, String name) {
        return level instanceof ConfigObject object ? object.get(name) : null;
    }

    /**
     * Returns whether the name of a block is one of Holdall's, or may be one that is mistyped, such as {@code store}:
     * it begins with the same two letters.
     */
    boolean isLikeABlock(String name) {
        Stream<String> known = child(root, HOLDALL) instanceof ConfigObject block
                ? Stream.concat(Stream.of(SESSION), block.keySet().stream())
                : Stream.of(SESSION);
        String beginning = name.substring(0, Math.min(2, name.length()));
        return known.anyMatch(block -> block.startsWith(beginning));
    }

    boolean isOption(List<String> path) {
        ConfigValue value = value(path);
        return value != null && !(value instanceof ConfigObject object && !object.isEmpty());
    }

    boolean isList(List<String> path) {
        ConfigValue value = value(path);
        return value != null && value.valueType() == ConfigValueType.LIST;
    }

    private @Nullable ConfigValue value(List<String> path) {
        @Nullable ConfigValue level = root;
        for (int i = 0; i < path.size(); i++) {
            if (i == 2 && path.get(1).equals(STORES)) {
                level = child(child(root, path.get(0)), DEFAULTS);
            } else {
                level = child(level, path.get(i));
            }
        }
        return level;
    }
}
