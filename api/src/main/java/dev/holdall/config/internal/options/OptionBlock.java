package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import org.jspecify.annotations.Nullable;

/**
 * The options of a store, or of its backend.
 *
 * @param storePath where the store's own block stands
 * @param defaultsPath where what is common to all stores stands
 * @param own what stands in the store's own block
 * @param inherited what is common to all stores
 * @param reference the defaults of the {@code reference.conf} files
 */
public record OptionBlock(
        String storePath, String defaultsPath, ConfigObject own, ConfigObject inherited, ConfigObject reference) {

    /** What an option is set to; null if it doesn't stand anywhere. */
    @Nullable
    ConfigValue value(String option) {
        return find(own.withFallback(inherited), option);
    }

    /** What an option is by default; null if it doesn't exist. */
    @Nullable
    ConfigValue referenceValue(String option) {
        return find(reference, option);
    }

    /** Whether a name is that of an option of this block itself, and not of a block within it. */
    public boolean isOption(String name) {
        ConfigValue known = referenceValue(name);
        return known != null && known.valueType() != ConfigValueType.OBJECT;
    }

    /** The full path of an option: in the defaults if it was set there, else in the store's own block. */
    String path(String option) {
        ConfigValue common = find(inherited, option);
        boolean isCommon = find(own, option) == null && common != null && !common.equals(referenceValue(option));
        return (isCommon ? defaultsPath : storePath) + "." + option;
    }

    /** The block of a backend or a decorator. */
    public OptionBlock child(String name) {
        return new OptionBlock(
                storePath + "." + name,
                defaultsPath + "." + name,
                child(own, name),
                child(inherited, name),
                child(reference, name));
    }

    private static ConfigObject child(ConfigObject block, String name) {
        return block.get(name) instanceof ConfigObject child
                ? child
                : ConfigFactory.empty().root();
    }

    private static @Nullable ConfigValue find(ConfigObject block, String option) {
        ConfigValue found = block;
        for (String key : ConfigUtil.splitPath(option)) {
            found = found instanceof ConfigObject inner ? inner.get(key) : null;
        }
        return found;
    }
}
