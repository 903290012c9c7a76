package dev.holdall.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dev.holdall.config.internal.Backends;
import dev.holdall.config.internal.ConfigSource;
import dev.holdall.config.internal.Decorators;
import dev.holdall.config.internal.HoldallConfig;
import dev.holdall.config.internal.Loaders;
import dev.holdall.config.internal.NamedBackend;
import dev.holdall.config.internal.options.OptionBlock;
import dev.holdall.config.internal.options.OptionReader;
import dev.holdall.config.internal.options.Problems;
import dev.holdall.config.internal.options.UnusableConfigException;
import dev.holdall.internal.HoldallLog;
import dev.holdall.internal.LibraryMismatch;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.BackendProvider;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and checks the configuration of stores, and fails with all problems at once. */
final class StorePlanner {

    private static final String ALL = "all stores";

    private final HoldallConfig config;
    private final Problems problems;
    private final Function<OptionBlock, NamedBackend> backends;
    private final Decorators decorators;

    private StorePlanner(
            HoldallConfig config,
            Problems problems,
            Function<OptionBlock, NamedBackend> backends,
            Decorators decorators) {
        this.config = config;
        this.problems = problems;
        this.backends = backends;
        this.decorators = decorators;
    }

    /**
     * Reads the configuration of one store.
     *
     * @param overlay options that take precedence over those of the store's block
     * @param backend the backend; null to use the backend that is configured
     * @param provider the provider of the backend that is configured; null to look for the provider on the class path
     */
    static StorePlan plan(
            String name,
            ConfigSource source,
            ConfigObject overlay,
            @Nullable NamedBackend backend,
            @Nullable BackendProvider provider) {
        ClassLoader loader = Loaders.current();
        Problems problems = new Problems();
        HoldallConfig config = HoldallConfig.load(name, source, loader, problems);
        StorePlanner planner = new StorePlanner(
                config,
                problems,
                backend == null ? known(provider, loader, problems)::choose : block -> backend,
                new Decorators(loader, problems));
        config.require(name, problems);
        StorePlan plan = planner.plan(name, overlay);
        boolean choosesNoBackend = backend == null && !overlay.containsKey("backend") && config.choosesNoBackend();
        if (source != ConfigSource.NONE && choosesNoBackend && problems.count() == 0) {
            config.reportLookalikes(problems);
            source.lookalikes(loader).forEach(problems::add);
        }
        problems.throwIfAny(name, plan.settings().backend());
        if (source != ConfigSource.NONE && backend == null && config.names().isEmpty()) {
            reportDefaults(name, plan.settings().backend(), choosesNoBackend);
        }
        return plan;
    }

    private static void reportDefaults(String name, String backend, boolean choosesNoBackend) {
        if (choosesNoBackend) {
            HoldallLog.LOG.warn(
                    "{}/{}: no configuration was found, so this store is in the memory of this process: no other"
                            + " process sees its entries, a logout reaches none, and all is lost when this process"
                            + " ends; configure holdall.stores.{}, or write holdall.defaults.backend = {} if that is"
                            + " meant",
                    name,
                    backend,
                    name,
                    backend);
        } else {
            HoldallLog.LOG.info(
                    "{}/{}: no store is configured under holdall.stores; opening this one with holdall.defaults",
                    name,
                    backend);
        }
    }

    private static Backends known(@Nullable BackendProvider provider, ClassLoader loader, Problems problems) {
        return provider == null ? Backends.discover(loader, problems) : Backends.only(provider, problems);
    }

    /** Reads the configuration of all stores that are configured. */
    static List<StorePlan> planAll(ConfigSource source) {
        ClassLoader loader = Loaders.current();
        Problems problems = new Problems();
        HoldallConfig config = HoldallConfig.load(ALL, source, loader, problems);
        config.requireAny(problems);
        StorePlanner planner = new StorePlanner(
                config, problems, Backends.discover(loader, problems)::choose, new Decorators(loader, problems));
        ConfigObject nothing = ConfigFactory.empty().root();
        List<StorePlan> plans =
                config.names().stream().map(name -> planner.plan(name, nothing)).toList();
        problems.throwIfAny(ALL, NamedBackend.UNKNOWN.name());
        return plans;
    }

    /** Reads the options of a library over stores. */
    static <T> T options(String name, ConfigSource source, Function<BackendOptions, T> read) {
        Problems problems = new Problems();
        OptionBlock block =
                HoldallConfig.load(name, source, Loaders.current(), problems).extension(name);
        T options = read.apply(new OptionReader(block, problems));
        problems.throwIfAny(name, NamedBackend.UNKNOWN.name());
        return options;
    }

    private StorePlan plan(String name, ConfigObject overlay) {
        try {
            OptionBlock block = config.store(name, overlay, problems);
            NamedBackend backend = backends.apply(block);
            StoreSettings settings = new CommonOptions(block, problems).read(name, backend.name());
            return new StorePlan(settings, backend.factory(), decorators.choose(block, backend.name()));
        } catch (UnusableConfigException e) {
            problems.add(e.problem());
            throw problems.exception(name, NamedBackend.UNKNOWN.name());
        } catch (LinkageError e) {
            problems.add("the options can't be read, because a library doesn't fit: " + LibraryMismatch.describe(e));
            throw problems.exception(name, NamedBackend.UNKNOWN.name());
        }
    }
}
