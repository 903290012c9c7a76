package dev.holdall.config.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.holdall.config.internal.options.KnownOptions;
import dev.holdall.config.internal.options.Nearest;
import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.Origins;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.config.internal.options.UnusableConfigException;
import dev.holdall.internal.LibraryMismatch;
import java.util.Objects;
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
    private static final String BACKEND = "backend";
    private static final String REFERENCE = "reference.conf";

    private final ConfigObject stores;
    private final ConfigObject defaults;
    private final ConfigObject reference;
    private final ConfigObject all;
    private final Config checked;
    private final Config known;

    /** Whether the application's configuration has the block, with anything that the reference doesn't have. */
    private final boolean isNamed;

    private HoldallConfig(ConfigObject all, boolean isNamed, Config checked, Config reference) {
        this.all = all;
        this.isNamed = isNamed;
        this.stores = checked.getObject(STORES);
        this.defaults = checked.getObject(DEFAULTS);
        this.reference = reference.getObject(DEFAULTS);
        this.checked = checked;
        this.known = reference;
    }

    /**
     * Loads the block, and checks everything in it except the stores.
     *
     * @param label the name of the store for failures
     * @throws dev.holdall.StoreConfigurationException if the configuration can't be read at all
     */
    public static HoldallConfig load(String label, ConfigSource source, ClassLoader loader, Problems problems) {
        try {
            Config reference = ConfigFactory.parseResources(loader, REFERENCE);
            Config given = source.load(loader);
            Config config = given.withFallback(reference).resolve();
            return of(given, config.root(), reference.withOnlyPath(ROOT).resolve(), problems);
        } catch (ConfigException e) {
            problems.add(Origins.describe(e));
        } catch (UnusableConfigException e) {
            problems.add(e.problem());
        } catch (StackOverflowError e) {
            problems.add("the configuration can't be read, because lists or blocks in it are nested too deeply");
        } catch (LinkageError e) {
            problems.add(
                    "the configuration can't be read, because a library doesn't fit: " + LibraryMismatch.describe(e));
        }
        throw problems.exception(label, NamedBackend.UNKNOWN.name());
    }

    private static HoldallConfig of(Config given, ConfigObject all, Config reference, Problems problems) {
        if (!reference.hasPath(STORES)) {
            throw UnusableConfigException.notInReference(STORES);
        }
        ConfigObject known = reference.getObject(ROOT);
        ConfigValue block = Objects.requireNonNull(all.get(ROOT), "the reference has it");
        ConfigValue own = given.root().get(ROOT);
        boolean isNamed = own != null
                && !(block.equals(known) && own.origin().description().contains(REFERENCE));
        ConfigObject checked = KnownOptions.check(ROOT, block, known, problems);
        return new HoldallConfig(all, isNamed, checked.withFallback(known).atKey(ROOT), reference);
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

    /**
     * Tells whether no store is configured, nor a backend for all of them, so that a store that nothing else is known
     * about would open with the backend of the {@code reference.conf}.
     */
    public boolean choosesNoBackend() {
        ConfigValue backend = defaults.get(BACKEND);
        return stores.isEmpty()
                && backend != null
                && backend.equals(reference.get(BACKEND))
                && backend.origin().description().contains(REFERENCE);
    }

    /**
     * Reports that no store is configured, if there are signs that there should be one: the configuration names the
     * block, or has one of nearly the same name.
     */
    public void reportLookalikes(Problems problems) {
        if (isNamed) {
            problems.add(STORES + " has no stores, so this one would be in the memory of this process; configure it"
                    + " there, or choose a backend for all stores with " + DEFAULTS + "." + BACKEND);
        }
        Lookalikes.in(all, ROOT).forEach(problems::add);
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

    /**
     * Returns the options of a library over stores, which has a block of its own beside them.
     *
     * @throws com.typesafe.config.ConfigException if no {@code reference.conf} has the block
     */
    public OptionBlock extension(String name) {
        String path = ROOT + "." + ConfigUtil.joinPath(name);
        return new OptionBlock(
                path, path, checked.getObject(path), ConfigFactory.empty().root(), known.getObject(path));
    }

    private static String storePath(String name) {
        return STORES + "." + ConfigUtil.joinPath(name);
    }
}
