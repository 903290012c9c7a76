package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a store, or of its backend or one of its decorators.
 *
 * @param storePath the full path of this block in the store's own configuration
 * @param defaultsPath the full path of this block in the defaults of all stores
 * @param own the options in the store's own block
 * @param inherited the defaults of all stores
 * @param reference the options in the {@code reference.conf} files
 */
public record OptionBlock(
        String storePath, String defaultsPath, ConfigObject own, ConfigObject inherited, ConfigObject reference) {

    /** Returns the value of an option; null if the option is in no configuration. */
    @Nullable
    ConfigValue value(String option) {
        return find(own.withFallback(inherited), option);
    }

    /** Returns the value of an option in the {@code reference.conf} files; null if the option doesn't exist. */
    @Nullable
    ConfigValue referenceValue(String option) {
        return find(reference, option);
    }

    /** Tells whether this block has an option of this name, which is not a block. */
    public boolean isOption(String name) {
        ConfigValue known = referenceValue(name);
        return known != null && known.valueType() != ConfigValueType.OBJECT;
    }

    /**
     * Returns the full path of an option: in the defaults if the application has set the option there, otherwise in the
     * store's own block.
     */
    String path(String option) {
        ConfigValue common = find(inherited, option);
        boolean isCommon = find(own, option) == null && common != null && !common.equals(referenceValue(option));
        return (isCommon ? defaultsPath : storePath) + "." + option;
    }

    /** Returns the block of a backend or a decorator. */
    public OptionBlock child(String name) {
        return new OptionBlock(
                storePath + "." + name,
                defaultsPath + "." + name,
                child(own, name),
                child(inherited, name),
                child(reference, name));
    }

    /**
     * Returns a block within a block whose names the application chooses. Its options and their defaults are some of
     * this block's own.
     */
    OptionBlock inner(String option, String name, Set<String> options) {
        ConfigObject known = reference;
        for (String each : reference.keySet()) {
            known = options.contains(each) ? known : known.withoutKey(each);
        }
        String path = option + "." + ConfigUtil.joinPath(name);
        return new OptionBlock(
                storePath + "." + path,
                defaultsPath + "." + path,
                object(find(own, path)),
                object(find(inherited, path)),
                known);
    }

    /**
     * Returns a block within a block whose names the application chooses. Its options, and their defaults, are those of
     * another block beside it.
     */
    OptionBlock innerLike(String option, String name, String common) {
        return new OptionBlock(
                storePath + "." + option + "." + ConfigUtil.joinPath(name),
                storePath + "." + common,
                object(find(own, option + "." + ConfigUtil.joinPath(name))),
                object(find(own, common)),
                object(find(reference, common)));
    }

    /** Reports what is no option of this block, and returns the others, with the defaults of those that aren't set. */
    OptionBlock checked(Problems problems) {
        return new OptionBlock(
                storePath,
                defaultsPath,
                KnownOptions.check(storePath, own, reference, problems),
                KnownOptions.check(defaultsPath, inherited, reference, problems).withFallback(reference),
                reference);
    }

    private static ConfigObject object(@Nullable ConfigValue value) {
        return value instanceof ConfigObject object
                ? object
                : ConfigFactory.empty().root();
    }

    private static ConfigObject child(ConfigObject block, String name) {
        return object(block.get(name));
    }

    private static @Nullable ConfigValue find(ConfigObject block, String option) {
        ConfigValue found = block;
        for (String key : ConfigUtil.splitPath(option)) {
            found = found instanceof ConfigObject inner ? inner.get(key) : null;
        }
        return found;
    }
}
