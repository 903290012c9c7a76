package dev.holdall.spring.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.jackson.SecurityJacksonModules;
import tools.jackson.databind.json.JsonMapper;

/** The forms that attributes are stored in, and what is refused. */
class SerializersTest {

    private static final ClassLoader LOADER = SerializersTest.class.getClassLoader();

    private final AttributeSerializer java = new JavaAttributeSerializer(LOADER);
    private final AttributeSerializer jackson =
            new JacksonAttributeSerializer(JsonMapper.builder().build(), LOADER, "dev.holdall.spring.session.*");

    record Order(String item, int count, List<String> notes) implements Serializable {}

    static Stream<Object> values() {
        return Stream.of(
                "text",
                42,
                7L,
                true,
                new byte[] {1, 2, 3},
                new String[][] {{"a"}, {}},
                new BigDecimal("1.50"),
                Instant.parse("2026-01-01T00:00:00Z"),
                LocalDate.of(2026, 1, 1),
                Locale.forLanguageTag("de-AT"),
                URI.create("https://example.com"),
                UUID.randomUUID(),
                TimeUnit.DAYS,
                List.of("a", "b"),
                new ArrayList<>(List.of(1, 2)),
                Map.of("a", 1),
                new HashMap<>(Map.of("a", List.of("b"))),
                new ConcurrentHashMap<>(Map.of("a", "b")),
                new EnumMap<>(Map.of(TimeUnit.DAYS, "b")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void java_readsAndWritesValuesOfTheJdk(Object value) {
        assertThat(java.deserialize(java.serialize(value))).isEqualTo(value);
    }

    @Test
    void java_readsAndWritesSecurityContexts() {
        SecurityContext context = IndexRules.contextOf("alice");
        assertThat(java.deserialize(java.serialize(context))).isEqualTo(context);
    }

    @Test
    void java_writesNothing_thatItWouldNotRead() {
        Order order = new Order("book", 1, List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> java.serialize(order))
                .withMessageContaining(Order.class.getName());
        assertThatIllegalArgumentException().isThrownBy(() -> java.serialize(new Order[] {order}));
        assertThatIllegalArgumentException().isThrownBy(() -> java.serialize(new ArrayList<>(List.of(order))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> java.serialize((Runnable & Serializable) () -> {}))
                .withMessageContaining("isn't allowed");
        for (String pattern : List.of(Order.class.getName(), "dev.holdall.spring.session.*", "dev.holdall.**")) {
            AttributeSerializer allowing = new JavaAttributeSerializer(LOADER, pattern);
            assertThat(allowing.deserialize(allowing.serialize(order))).isEqualTo(order);
        }
    }

    @Test
    void java_readsNoClass_thatIsNotAllowed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HashMap<>(Map.of("a", new InetSocketAddress(0))));
        }
        assertThatThrownBy(() -> java.deserialize(bytes.toByteArray())).hasCauseInstanceOf(InvalidClassException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "**", "!a.B", "a.b;*", "maxdepth=1", "java.base/*", "a.*.b", "a b"})
    void patternOfAnythingElse_isRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> new JavaAttributeSerializer(LOADER, pattern));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JacksonAttributeSerializer(new JsonMapper(), LOADER, pattern));
    }

    @Test
    void jackson_readsTheClassThatWasWritten() {
        Order order = new Order("book", 2, List.of("gift"));
        byte[] bytes = jackson.serialize(order);
        assertThat(new String(bytes, UTF_8))
                .startsWith(Order.class.getName() + "\n{")
                .contains("\"book\"");
        assertThat(jackson.deserialize(bytes)).isEqualTo(order);
        for (Object value : List.of("text", 42, 7L, new ArrayList<>(List.of("a")), new byte[] {1})) {
            assertThat(jackson.deserialize(jackson.serialize(value))).isEqualTo(value);
        }
    }

    @Test
    void jackson_readsNoClass_thatIsNotAllowed_orNotThere() {
        AttributeSerializer strict =
                new JacksonAttributeSerializer(JsonMapper.builder().build(), LOADER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.deserialize(jackson.serialize(new Order("book", 1, List.of()))));
        assertThatIllegalArgumentException().isThrownBy(() -> strict.serialize(new Order("book", 1, List.of())));
        assertThatThrownBy(() -> jackson.deserialize("com.example.Gone\n{}".getBytes(UTF_8)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> jackson.deserialize("{}".getBytes(UTF_8))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> jackson.deserialize(new byte[0])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void jackson_readsSecurityContexts_withSpringSecuritysModules() {
        JsonMapper mapper = JsonMapper.builder()
                .addModules(SecurityJacksonModules.getModules(LOADER))
                .build();
        AttributeSerializer serializer = new JacksonAttributeSerializer(mapper, LOADER);
        SecurityContext context = IndexRules.contextOf("alice");
        SecurityContext read = (SecurityContext) serializer.deserialize(serializer.serialize(context));
        assertThat(Objects.requireNonNull(read.getAuthentication()).getName()).isEqualTo("alice");
    }

    @Test
    void converters_areThoseOfTheApplication() {
        GenericConversionService converters = new GenericConversionService();
        converters.addConverter(Object.class, byte[].class, new SerializingConverter());
        converters.addConverter(byte[].class, Object.class, bytes -> java.deserialize(bytes));
        AttributeSerializer serializer = new ConvertingAttributeSerializer(converters);
        assertThat(serializer.deserialize(serializer.serialize(List.of("a")))).isEqualTo(List.of("a"));
    }
}
