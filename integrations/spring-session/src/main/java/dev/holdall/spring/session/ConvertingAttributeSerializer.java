package dev.holdall.spring.session;

import java.util.Objects;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Attributes in the form that Spring's converters give them, as in Spring Session's JDBC repository: one converter from
 * {@code Object} to {@code byte[]}, and one from {@code byte[]} to {@code Object}. Spring's own
 * {@code DeserializingConverter} reads any class of the class path, without a filter: give it a {@code Deserializer}
 * that has one. Thread-safe if the converters are.
 */
public final class ConvertingAttributeSerializer implements AttributeSerializer {

    private static final TypeDescriptor OBJECT = TypeDescriptor.valueOf(Object.class);
    private static final TypeDescriptor BYTES = TypeDescriptor.valueOf(byte[].class);

    private final ConversionService converters;

    /**
     * Makes a serializer.
     *
     * @param converters has both converters
     */
    public ConvertingAttributeSerializer(ConversionService converters) {
        this.converters = Objects.requireNonNull(converters, "converters");
    }

    @Override
    public byte[] serialize(Object value) {
        if (converters.convert(value, OBJECT, BYTES) instanceof byte[] bytes) {
            return bytes;
        }
        throw new IllegalArgumentException("the converter from Object to byte[] has returned null");
    }

    @Override
    public Object deserialize(byte[] bytes) {
        Object value = converters.convert(bytes, BYTES, OBJECT);
        if (value == null) {
            throw new IllegalArgumentException("the converter from byte[] to Object has returned null");
        }
        return value;
    }
}
