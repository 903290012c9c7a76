package dev.holdall.spring.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.core.ConfigurableObjectInputStream;

/**
 * Attributes in Java's serialization, with a filter. Only classes that are allowed are read, and only these are
 * written: an attribute that has another class in it makes the save fail, with a message that names the class. Allowed
 * are the values and collections of the JDK, the classes of Spring Security, those of Spring MVC's flash attributes,
 * and what the application's patterns name. Thread-safe.
 */
public final class JavaAttributeSerializer implements AttributeSerializer {

    private final ClassLoader loader;
    private final AllowedClasses allowed;

    /**
     * Makes a serializer.
     *
     * @param loader finds the classes of attributes
     * @param patterns the application's classes, as {@link java.io.ObjectInputFilter.Config#createFilter} writes them:
     *     {@code com.example.Cart}, {@code com.example.shop.*}, {@code com.example.**}
     * @throws IllegalArgumentException if a pattern is neither a class nor a package
     */
    public JavaAttributeSerializer(ClassLoader loader, String... patterns) {
        this.loader = Objects.requireNonNull(loader, "loader");
        this.allowed = new AllowedClasses(patterns);
    }

    @Override
    public byte[] serialize(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (ObjectOutputStream out = new CheckedOutput(bytes, allowed)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object deserialize(byte[] bytes) {
        try (ObjectInputStream in = new FilteredInput(new ByteArrayInputStream(bytes), loader, allowed)) {
            return in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class of an attribute is not on the class path", e);
        }
    }

    /** Refuses to write what the filter would refuse to read: it would be lost for whoever reads the session. */
    private static final class CheckedOutput extends ObjectOutputStream {

        private final AllowedClasses allowed;

        CheckedOutput(OutputStream out, AllowedClasses allowed) throws IOException {
            super(out);
            this.allowed = allowed;
        }

        @Override
        protected void annotateClass(Class<?> type) {
            allowed.check(type);
        }

        @Override
        protected void annotateProxyClass(Class<?> type) {
            allowed.check(type);
        }
    }

    private static final class FilteredInput extends ConfigurableObjectInputStream {

        FilteredInput(InputStream in, ClassLoader loader, AllowedClasses allowed) throws IOException {
            super(in, loader);
            setObjectInputFilter(allowed.filter());
        }
    }
}
