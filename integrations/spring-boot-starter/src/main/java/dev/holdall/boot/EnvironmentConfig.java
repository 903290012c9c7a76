package dev.holdall.boot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The properties {@code holdall.*} of an application as a configuration of Holdall. They may have any of the forms that
 * Spring Boot takes for a name ({@code max-ttl}, {@code maxTtl}), and lists may be indexed or separated by commas. Each
 * value knows where it comes from, so that a problem of it tells the file and the line.
 */
final class EnvironmentConfig {

    private static final Logger LOG = LoggerFactory.getLogger("dev.holdall.boot");

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("holdall");

    /** What this starter has itself; the stores don't know it. */
    private static final ConfigurationPropertyName OWN = ConfigurationPropertyName.of("holdall.session");

    private final Environment environment;
    private final KnownOptions known;

    /** The values by path. The first source that has an option wins. */
    private final Map<List<String>, Found> found = new LinkedHashMap<>();

    private EnvironmentConfig(Environment environment, KnownOptions known) {
        this.environment = environment;
        this.known = known;
    }

    /** A value, or the elements of a list by their index. */
    private record Found(Object source, String origin, Map<Integer, Object> elements, boolean isList) {}

    /** Reads the properties. */
    static Config of(Environment environment, ClassLoader loader) {
        EnvironmentConfig config = new EnvironmentConfig(environment, KnownOptions.of(loader));
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                config.read(iterable);
            }
        }
        return config.build();
    }

    private void read(IterableConfigurationPropertySource source) {
        for (ConfigurationPropertyName name : source) {
            if (!ROOT.isAncestorOf(name) || OWN.equals(name) || OWN.isAncestorOf(name)) {
                continue;
            }
            ConfigurationProperty property = source.getConfigurationProperty(name);
            int index = index(name);
            List<String> path = known.path(elements(index < 0 ? name : name.getParent()));
            if (property != null && isMeant(source, name, path)) {
                add(source, path, index, property);
            }
        }
    }

    /**
     * Returns whether a property is meant for Holdall, so that it is a problem if there is no such option. Variables
     * and system properties are those of the whole process, in which others may use the same prefix.
     */
    private boolean isMeant(ConfigurationPropertySource source, ConfigurationPropertyName name, List<String> path) {
        if (isSystemEnvironment(source)) {
            // Such as the address of a service named holdall, in Kubernetes.
            return known.isOption(path);
        }
        if (isSystemProperties(source) && !known.isLikeABlock(path.get(1))) {
            LOG.warn(
                    "the system property {} is ignored, since Holdall has no options in {}.{};"
                            + " docs/spring.md has the properties",
                    name,
                    ROOT,
                    path.get(1));
            return false;
        }
        return true;
    }

    private static boolean isSystemEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables
                && variables.getName().endsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    private static boolean isSystemProperties(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> properties
                && properties.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    }

    /** Returns the index of an element of a list; negative if the property is none. */
    private static int index(ConfigurationPropertyName name) {
        int last = name.getNumberOfElements() - 1;
        return name.isNumericIndex(last) ? Integer.parseInt(name.getElement(last, Form.ORIGINAL)) : -1;
    }

    private static List<Element> elements(ConfigurationPropertyName name) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            elements.add(new Element(name.getElement(i, Form.ORIGINAL), name.getElement(i, Form.UNIFORM)));
        }
        return elements;
    }

    /**
     * A part of a name.
     *
     * @param original as it is written
     * @param uniform without hyphens and capital letters, to compare it
     */
    record Element(String original, String uniform) {}

    private void add(Object source, List<String> path, int index, ConfigurationProperty property) {
        String origin = property.getOrigin() == null
                ? "property " + property.getName()
                : property.getOrigin().toString();
        Found value = found.computeIfAbsent(path, each -> new Found(source, origin, new TreeMap<>(), index >= 0));
        // All elements of a list come from one source, as Spring Boot has it.
        if (value.source() == source && value.isList() == (index >= 0)) {
            value.elements().putIfAbsent(index, resolved(property.getValue()));
        }
    }

    private Object resolved(Object value) {
        if (value instanceof CharSequence text) {
            return environment.resolveRequiredPlaceholders(text.toString());
        }
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    private Config build() {
        Map<String, Object> root = new LinkedHashMap<>();
        found.forEach((path, value) ->
                put(root, path, 0, ConfigValueFactory.fromAnyRef(value(path, value), value.origin()), value.origin()));
        return ConfigValueFactory.fromMap(root, "the properties of the application")
                .toConfig();
    }

    /** Puts a value at its place. The blocks on the way know their origin as well: where their first value is. */
    private static void put(Map<String, Object> block, List<String> path, int depth, ConfigValue value, String origin) {
        String name = path.get(depth);
        if (depth == path.size() - 1) {
            block.put(name, value);
            return;
        }
        Map<String, Object> child = new LinkedHashMap<>();
        if (block.get(name) instanceof ConfigObject there) {
            child.putAll(there);
        }
        put(child, path, depth + 1, value, origin);
        block.put(name, ConfigValueFactory.fromMap(child, origin));
    }

    private Object value(List<String> path, Found value) {
        List<Object> elements = List.copyOf(value.elements().values());
        if (value.isList()) {
            return elements;
        }
        Object only = elements.get(0);
        return only instanceof String text && known.isList(path) ? split(text) : only;
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
