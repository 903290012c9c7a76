package dev.holdall.config.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.Origins;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.config.internal.options.UnusableConfigException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code holdall} block of a configuration. The {@code reference.conf} files on the class path are its schema: a
 * path that is in none of them is not an option.
 */
public final class HoldallConfig {

    private static final String ROOT = "holdall";
    private static final String STORES = ROOT + ".stores";
    private static final String DEFAULTS = ROOT + ".defaults";

    private final ConfigObject stores;
    private final ConfigObject defaults;
    private final ConfigObject reference;

    private HoldallConfig(Config checked, Config reference) {
        this.stores = checked.getObject(STORES);
        this.defaults = checked.getObject(DEFAULTS);
        this.reference = reference.getObject(DEFAULTS);
    }

    /**
     * Loads the block, and checks everything in it except the stores.
     *
     * @param label the name of the store for failures
     * @throws dev.holdall.StoreConfigurationException if the configuration can't be read at all
     */
    public static HoldallConfig load(String label, ConfigSource source, ClassLoader loader, Problems problems) {
        try {
            Config reference = ConfigFactory.parseResources(loader, "reference.conf");
            Config config = source.load(loader).withFallback(reference).resolve();
            return of(config, reference.withOnlyPath(ROOT).resolve(), problems);
        } catch (ConfigException e) {
            problems.add(Origins.describe(e));
        } catch (UnusableConfigException e) {
            problems.add(e.problem());
        }
        throw problems.exception(label, NamedBackend.UNKNOWN.name());
    }

    private static HoldallConfig of(Config config, Config reference, Problems problems) {
        if (!reference.hasPath(STORES)) {
            throw UnusableConfigException.notInReference(STORES);
        }
        ConfigObject known = reference.getObject(ROOT);
        ConfigObject checked = KnownOptions.check(ROOT, config.getValue(ROOT), known, problems);
        return new HoldallConfig(checked.withFallback(known).atKey(ROOT), reference);
    }

    /** Returns the names of the stores that are configured, in alphabetical order. */
    public Set<String> names() {
        return new TreeSet<>(stores.keySet());
    }

    /** Reports a problem if the store isn't configured but others are. */
    public void require(String name, Problems problems) {
        if (!stores.isEmpty() && !stores.containsKey(name)) {
            problems.add(storePath(name) + " is not configured" + Nearest.hint(name, names()));
        }
    }

    /** Reports a problem if no store is configured, and one for each store whose name is not valid. */
    public void requireAny(Problems problems) {
        if (stores.isEmpty()) {
            problems.add(STORES + " has no stores; configure each there, in a block of its name");
        }
        for (String name : names()) {
            if (!Names.isName(name)) {
                problems.add(
                        storePath(name),
                        stores.get(name),
                        "is not a valid name for a store; a name must have " + Names.RULE);
            }
        }
    }

    /**
     * Returns the options of a store, and reports unknown ones. A store that isn't configured has only the overlay and
     * the defaults.
     */
    public OptionBlock store(String name, ConfigObject overlay, Problems problems) {
        String path = storePath(name);
        ConfigValue own = stores.get(name);
        ConfigObject checked = own == null ? overlay : KnownOptions.check(path, own, reference, problems);
        return new OptionBlock(path, DEFAULTS, overlay.withFallback(checked), defaults, reference);
    }

    private static String storePath(String name) {
        return STORES + "." + ConfigUtil.joinPath(name);
    }
}
