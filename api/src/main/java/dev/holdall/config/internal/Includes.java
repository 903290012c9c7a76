package dev.holdall.config.internal;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigParseable;
import com.typesafe.config.ConfigSyntax;
import dev.holdall.config.internal.options.UnusableConfigException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a configuration and those that they include. A file that is there but can't be read is an error
 * here, and so is a file that includes a required one that is missing. Typesafe Config leaves out such a file as a
 * whole, as if it weren't there, if it looks for it with several endings, as it does for {@code application}.
 *
 * <p>An instance serves for reading one configuration, on one thread.
 */
final class Includes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderClasspath, ConfigIncluderURL {

    private static final List<String> ENDINGS = List.of(".conf", ".json", ".properties");

    /** The files that are being read: the last includes the one before it, and so on. */
    private final Deque<Source> open = new ArrayDeque<>();

    /** Reads the application's files of a name, with each of the endings, on the class path. */
    ConfigObject application(String name, ClassLoader loader) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setClassLoader(loader);
        return all(name, candidate -> resource(candidate, options), true);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this; // This includer includes everything itself.
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        URL url = url(what);
        return url == null ? all(what, name -> relative(context, name), isOptional(context)) : includeURL(context, url);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return all(what.getPath(), name -> file(new File(name), context.parseOptions()), isOptional(context));
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return all(what, name -> resource(name, context.parseOptions()), isOptional(context));
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        ConfigParseOptions options = strict(context.parseOptions(), what.getPath());
        Source address = new Source(
                what.toString(),
                "the address in an include url(...)",
                true,
                () -> ConfigFactory.parseURL(what, options).root());
        return read(address);
    }

    /**
     * A file that may be there.
     *
     * @param id tells it from others; may be an address with a password
     * @param where its path, for messages
     * @param isThere whether there is something of this name, readable or not
     * @param parse reads it
     */
    private record Source(String id, String where, boolean isThere, Supplier<ConfigObject> parse) {}

    /** Reads all files that are there of one name, which may have an ending or not. */
    private ConfigObject all(String name, Function<String, Source> find, boolean optional) {
        List<ConfigObject> found = new ArrayList<>();
        for (String candidate : candidates(name)) {
            Source source = find.apply(candidate);
            if (source.isThere()) {
                found.add(read(source));
            }
        }
        if (found.isEmpty() && !optional) {
            throw new UnusableConfigException(
                    including() + ": includes " + name + " as required, but that is not there; add it, or write include"
                            + " without required if it may be missing");
        }
        ConfigObject merged = ConfigFactory.empty().root();
        for (ConfigObject each : found) {
            merged = merged.withFallback(each);
        }
        return merged;
    }

    private static List<String> candidates(String name) {
        return ENDINGS.stream().anyMatch(name::endsWith)
                ? List.of(name)
                : ENDINGS.stream().map(ending -> name + ending).toList();
    }

    private ConfigObject read(Source source) {
        if (open.stream().anyMatch(including -> including.id().equals(source.id()))) {
            throw new UnusableConfigException(including() + ": includes " + source.where()
                    + ", which includes this file, directly or through others; remove one of these includes");
        }
        String including = including();
        open.push(source);
        try {
            return source.parse().get();
        } catch (ConfigException.IO | ConfigException.BugOrBroken e) {
            throw new UnusableConfigException(including + ": " + source.where()
                    + " could not be read; check that it is there, that it is a file, and that this process may read"
                    + " it");
        } finally {
            open.pop();
        }
    }

    private String including() {
        return open.isEmpty() ? "the configuration" : open.getFirst().where();
    }

    private Source relative(ConfigIncludeContext context, String name) {
        ConfigParseable parseable = context.relativeTo(name);
        ConfigParseOptions options = context.parseOptions();
        if (parseable == null) {
            return new Source(name, name, false, () -> ConfigFactory.empty().root());
        }
        ConfigOrigin origin = parseable.origin();
        if (origin.filename() != null) {
            return file(new File(origin.filename()), options);
        }
        if (origin.resource() != null) {
            return resource(origin.resource(), options);
        }
        // The file is at an address, beside the including one. Whether it is there shows only when it is read.
        ConfigParseOptions atAddress = strict(options, name).setAllowMissing(options.getAllowMissing());
        return new Source(String.valueOf(origin.url()), name, true, () -> parseable.parse(atAddress));
    }

    private Source file(File file, ConfigParseOptions options) {
        String path = file.getPath();
        return new Source(
                file.getAbsolutePath(),
                path,
                file.exists(),
                () -> ConfigFactory.parseFile(file, strict(options, path)).root());
    }

    private Source resource(String name, ConfigParseOptions options) {
        String path = name.startsWith("/") ? name.substring(1) : name;
        URL found = options.getClassLoader().getResource(path);
        String where = found != null && found.getProtocol().equals("file") ? found.getPath() : path;
        return new Source(where, where, found != null, () -> {
            if (new File(where).isDirectory()) {
                throw new ConfigException.IO(ConfigFactory.empty().origin(), "it is a directory");
            }
            return ConfigFactory.parseResources(path, strict(options, path)).root();
        });
    }

    private ConfigParseOptions strict(ConfigParseOptions options, String name) {
        return options.setIncluder(this).setAllowMissing(false).setSyntax(syntax(name));
    }

    private static ConfigSyntax syntax(String name) {
        if (name.endsWith(".json")) {
            return ConfigSyntax.JSON;
        }
        return name.endsWith(".properties") ? ConfigSyntax.PROPERTIES : ConfigSyntax.CONF;
    }

    private static boolean isOptional(ConfigIncludeContext context) {
        return context.parseOptions().getAllowMissing();
    }

    /** Returns the address that an {@code include "..."} without {@code file} and so on names; null for a name. */
    private static @Nullable URL url(String what) {
        try {
            return new URI(what).toURL();
        } catch (MalformedURLException | URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }
}
