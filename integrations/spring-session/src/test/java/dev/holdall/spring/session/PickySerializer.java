package dev.holdall.spring.session;

/** Reads no carts, as an instance of the application that doesn't know the class. */
final class PickySerializer implements AttributeSerializer {

    private final AttributeSerializer serializer = Stores.serializer();

    @Override
    public byte[] serialize(Object value) {
        return serializer.serialize(value);
    }

    @Override
    public Object deserialize(byte[] bytes) {
        Object value = serializer.deserialize(bytes);
        if (value instanceof Cart) {
            throw new NoClassDefFoundError("Cart");
        }
        return value;
    }
}
