package dev.holdall.spring.session;

/**
 * Makes bytes of the attributes of sessions, and attributes of bytes: {@link JavaAttributeSerializer},
 * {@link JacksonAttributeSerializer}, {@link ConvertingAttributeSerializer}, or one of the application's. Thread-safe.
 *
 * <p>An attribute that can't be read, because {@link #deserialize} throws a {@link RuntimeException} or a
 * {@link LinkageError}, is absent from the session, and its bytes are kept: another instance of the application may be
 * able to read it. An attribute that can't be written makes the save fail, before anything is sent to the store.
 */
public interface AttributeSerializer {

    /**
     * Makes the bytes of an attribute.
     *
     * @param value the attribute
     * @return the bytes, in an array that nobody changes afterwards
     * @throws RuntimeException if that isn't possible
     */
    byte[] serialize(Object value);

    /**
     * Makes an attribute of its bytes.
     *
     * @param bytes the bytes that {@link #serialize} has made, perhaps in another version of the application; not to be
     *     changed
     * @return the attribute
     * @throws RuntimeException if that isn't possible
     */
    Object deserialize(byte[] bytes);
}
