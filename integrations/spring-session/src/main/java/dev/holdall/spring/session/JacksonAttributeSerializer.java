package dev.holdall.spring.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Attributes in JSON, by Jackson 3. What is stored begins with a line that has the name of the attribute's class, and
 * is read as that class if the class is allowed, as in {@link JavaAttributeSerializer}. The types of what is within the
 * attribute are up to the mapper: a plain one takes them from the class, and knows nothing of those of elements of an
 * attribute that is itself a collection. One with Spring Security's modules ({@code SecurityJacksonModules}) reads
 * security contexts, and lets its own validator decide on types. Thread-safe.
 */
public final class JacksonAttributeSerializer implements AttributeSerializer {

    private final JsonMapper mapper;
    private final ClassLoader loader;
    private final AllowedClasses allowed;

    /**
     * Makes a serializer.
     *
     * @param mapper writes and reads the attributes; without default typing, or with a validator that allows few types
     * @param loader finds the classes of attributes
     * @param patterns the application's classes, as in {@link JavaAttributeSerializer}
     * @throws IllegalArgumentException if a pattern is neither a class nor a package
     */
    public JacksonAttributeSerializer(JsonMapper mapper, ClassLoader loader, String... patterns) {
        this.mapper = Objects.requireNonNull(mapper, "mapper");
        this.loader = Objects.requireNonNull(loader, "loader");
        this.allowed = new AllowedClasses(patterns);
    }

    @Override
    public byte[] serialize(Object value) {
        allowed.check(value.getClass());
        byte[] name = (value.getClass().getName() + '\n').getBytes(UTF_8);
        byte[] json = mapper.writeValueAsBytes(value);
        byte[] bytes = Arrays.copyOf(name, name.length + json.length);
        System.arraycopy(json, 0, bytes, name.length, json.length);
        return bytes;
    }

    @Override
    public Object deserialize(byte[] bytes) {
        int end = endOfLine(bytes);
        Class<?> type = type(new String(bytes, 0, end, UTF_8));
        allowed.check(type);
        return mapper.readValue(Arrays.copyOfRange(bytes, end + 1, bytes.length), type);
    }

    private static int endOfLine(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        throw new IllegalStateException("an attribute doesn't begin with the name of a class");
    }

    /** Finds the class, without initializing it. */
    private Class<?> type(String name) {
        try {
            return ClassUtils.forName(name, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the class of an attribute is not on the class path", e);
        }
    }
}
