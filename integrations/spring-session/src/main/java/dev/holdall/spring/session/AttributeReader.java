package dev.holdall.spring.session;

import dev.holdall.spi.LogThrottle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes attributes. Those that can't be read are logged, the first one at once and then one a minute. Thread-safe.
 */
final class AttributeReader {

    private static final Logger LOG = LoggerFactory.getLogger("dev.holdall.spring");

    private final AttributeSerializer serializer;
    private final LogThrottle throttle = new LogThrottle();

    AttributeReader(AttributeSerializer serializer) {
        this.serializer = serializer;
    }

    /** Returns the value of these bytes; null if it can't be read. */
    @Nullable
    Object read(byte[] bytes) {
        try {
            return serializer.deserialize(bytes);
        } catch (RuntimeException | LinkageError e) {
            if (throttle.count()) {
                warn(e);
            }
            return null;
        }
    }

    /** Logs the types of the exceptions, and none of their messages, which may hold a part of the value. */
    private void warn(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        LOG.warn(
                "an attribute of a session can't be read ({}, from {}): it is absent here, and its bytes are kept; its"
                        + " class may have changed, or a newer deployment has written it ({} so far)",
                failure.getClass().getName(),
                cause.getClass().getName(),
                throttle.total());
    }
}
