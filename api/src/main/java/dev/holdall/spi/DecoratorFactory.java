package dev.holdall.spi;

/** Wraps a backend in a decorator, for example one that hashes keys, encrypts values, or observes requests. */
@FunctionalInterface
public interface DecoratorFactory {

    /**
     * Decorates a backend that has just been opened. Like {@link BackendFactory#open}, this method may block until
     * {@link BackendContext#openDeadline}.
     *
     * @param backend the backend, or the decorator that this one wraps. The returned decorator closes it.
     * @param context what the store provides to its backend
     * @return the decorator, which usually extends {@link ForwardingBackend}
     * @throws BackendException if the decorator can't begin its work; the store then closes the backend
     */
    SessionBackend decorate(SessionBackend backend, BackendContext context);
}
