package dev.holdall.spring.session;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The classes that attributes may be of, or have in them. Immutable. */
final class AllowedClasses {

    /** What is allowed in any application: values, collections, and what Spring itself puts into sessions. */
    private static final List<String> ALWAYS = List.of(
            "java.lang.*",
            "java.math.*",
            "java.net.URI",
            "java.time.**",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.concurrent.atomic.*",
            "java.util.concurrent.locks.*",
            "jakarta.servlet.http.Cookie",
            "org.springframework.security.**",
            "org.springframework.util.LinkedMultiValueMap",
            "org.springframework.util.MultiValueMapAdapter",
            "org.springframework.web.servlet.FlashMap");

    /**
     * Bounds for what a manipulated value could make a process allocate. What an application keeps in a session is far
     * below them; the number of bytes is bounded by the store.
     */
    private static final String BOUNDS = "maxdepth=1000;maxrefs=1000000;maxarray=16777216;";

    private static final Pattern CLASS_OR_PACKAGE =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*(\\.\\*{1,2})?");

    private final ObjectInputFilter filter;

    /** Makes the list that {@link JavaAttributeSerializer} describes. */
    AllowedClasses(String... patterns) {
        StringBuilder text = new StringBuilder(BOUNDS);
        ALWAYS.forEach(pattern -> text.append(pattern).append(';'));
        for (String pattern : patterns) {
            if (!CLASS_OR_PACKAGE.matcher(pattern).matches()) {
                throw new IllegalArgumentException("a pattern of allowed classes is a class (com.example.Cart), a"
                        + " package (com.example.shop.*), or a package with those below it (com.example.**)");
            }
            text.append(pattern).append(';');
        }
        // Last: whatever no pattern before allows is refused.
        this.filter = ObjectInputFilter.Config.createFilter(text.append("!*").toString());
    }

    ObjectInputFilter filter() {
        return filter;
    }

    /** Returns whether attributes may be of a class. */
    boolean allow(Class<?> type) {
        return filter.checkInput(new OneClass(type)) != ObjectInputFilter.Status.REJECTED;
    }

    /** Fails if attributes may not be of a class. */
    void check(Class<?> type) {
        if (!allow(type)) {
            throw new IllegalArgumentException(
                    "the class " + type.getName() + " isn't allowed in an attribute of a session; name it, or its"
                            + " package, in the patterns of the serializer");
        }
    }

    /** A question to the filter about one class alone. */
    private record OneClass(Class<?> type) implements ObjectInputFilter.FilterInfo {

        @Override
        public @Nullable Class<?> serialClass() {
            return type;
        }

        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 1;
        }

        @Override
        public long references() {
            return 1;
        }

        @Override
        public long streamBytes() {
            return 1;
        }
    }
}
