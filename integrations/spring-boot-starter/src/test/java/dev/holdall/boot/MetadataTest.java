package dev.holdall.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The metadata by which an editor completes {@code application.yml}: each option of the {@code reference.conf} files,
 * for {@code holdall.defaults} and for the store {@code sessions}, and the properties of the starter itself. The test
 * with {@code -Dmetadata.write} writes the file.
 */
class MetadataTest {

    private static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    /** The properties of the starter, with their types, descriptions and defaults. */
    private static final String OWN = """
            holdall.session.allowed-classes | java.util.List<java.lang.String> | \
            Classes and packages of the application that attributes of sessions may be of: com.example.Cart, \
            com.example.shop.*, com.example.** |
            holdall.session.enabled | java.lang.Boolean | \
            Whether the sessions of Spring Session are kept in a store. | true
            holdall.session.ended-session | dev.holdall.spring.session.EndedSession | \
            What the save of a session does that was ended meanwhile. | fail
            holdall.session.flush-mode | org.springframework.session.FlushMode | \
            When changes of a session are sent. | on-save
            holdall.session.save-mode | org.springframework.session.SaveMode | \
            Which attributes a save looks at. | on-set-attribute
            holdall.session.store | java.lang.String | The store with the sessions of Spring Session. | sessions
            holdall.session.touch-part | java.lang.Double | \
            After which part of the timeout an access is written; a session that isn't used lives on for so long at \
            most. | 0.1
            management.health.holdall.enabled | java.lang.Boolean | Whether the health of the stores is checked. | true
            """;

    @Test
    void metadata_hasEachOption() throws IOException {
        String metadata = metadata();
        if (System.getProperty("metadata.write") != null) {
            Files.writeString(FILE, metadata);
        }
        assertThat(Files.readString(FILE))
                .as("run this test with -Dmetadata.write")
                .isEqualTo(metadata);
    }

    @Test
    void metadata_hasTheDefaultsOfTheProperties() {
        HoldallSessionProperties defaults = new HoldallSessionProperties();
        assertThat(OWN)
                .contains("| " + defaults.isEnabled())
                .contains("| " + defaults.getEndedSession().name().toLowerCase(Locale.ROOT))
                .contains("| " + dashed(defaults.getFlushMode()))
                .contains("| " + dashed(defaults.getSaveMode()))
                .contains("| " + defaults.getStore())
                .contains("| " + defaults.getTouchPart());
    }

    private static String dashed(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String metadata() {
        ConfigObject defaults = Objects.requireNonNull(
                (ConfigObject) ConfigFactory.parseResources("reference.conf").getValue("holdall.defaults"));
        Map<String, Map<String, Object>> properties = new TreeMap<>();
        add("holdall.defaults", defaults, properties);
        add("holdall.stores.sessions", defaults, properties);
        OWN.lines().forEach(line -> addOwn(line.split(" \\| ?", -1), properties));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("groups", List.of());
        all.put("hints", List.of());
        all.put("properties", new ArrayList<>(properties.values()));
        return ConfigValueFactory.fromMap(all)
                        .render(ConfigRenderOptions.concise().setFormatted(true))
                        .strip()
                + "\n";
    }

    private static void addOwn(String[] row, Map<String, Map<String, Object>> properties) {
        Map<String, Object> property = property(row[0], row[1], row[2]);
        if (!row[3].isEmpty()) {
            property.put("defaultValue", row[3]);
        }
        properties.put(row[0], property);
    }

    private static Map<String, Object> property(String name, String type, String description) {
        Map<String, Object> property = new TreeMap<>();
        property.put("name", name);
        property.put("type", type);
        property.put("description", description);
        return property;
    }

    private static void add(String path, ConfigObject block, Map<String, Map<String, Object>> properties) {
        for (Map.Entry<String, ConfigValue> option : block.entrySet()) {
            String name = path + "." + option.getKey();
            ConfigValue value = option.getValue();
            if (value instanceof ConfigObject object && !object.isEmpty()) {
                add(name, object, properties);
            } else {
                properties.put(name, property(name, value));
            }
        }
    }

    private static Map<String, Object> property(String name, ConfigValue value) {
        Map<String, Object> property = property(name, type(value), description(value));
        boolean isPlain = value.valueType() != ConfigValueType.NULL && !(value instanceof ConfigObject);
        if (isPlain && !String.valueOf(value.unwrapped()).isEmpty()) {
            property.put("defaultValue", value.unwrapped());
        }
        return property;
    }

    private static String type(ConfigValue value) {
        return switch (value.valueType()) {
            case LIST -> "java.util.List<java.lang.String>";
            case OBJECT -> "java.util.Map<java.lang.String,java.lang.String>";
            case BOOLEAN -> "java.lang.Boolean";
            case NUMBER -> "java.lang.Number";
            default -> "java.lang.String";
        };
    }

    private static String description(ConfigValue value) {
        return String.join(
                        " ",
                        value.origin().comments().stream().map(String::strip).toList())
                .strip();
    }
}
