package dev.holdall.spi;

/** Puts a decorator around a backend: one that hashes keys, encrypts values, or watches requests. */
@FunctionalInterface
public interface DecoratorFactory {

    /**
     * Decorates a backend that has just been opened. May block, as {@link BackendFactory#open} may, until the same
     * deadline.
     *
     * @param backend the backend, or the decorator beneath this one. The decorator that is returned closes it.
     * @param context what the store gives to its backend
     * @return the decorator, which usually extends {@link ForwardingBackend}
     * @throws BackendException if the decorator can't begin its work. The store closes the backend then.
     */
    SessionBackend decorate(SessionBackend backend, BackendContext context);
}
