package dev.holdall.spi;

/**
 * Registers a decorator under a name, so that a configuration can choose it ({@code decorators = [<name>]}). Holdall
 * finds providers with {@link java.util.ServiceLoader}.
 *
 * <p>Like those of a backend, a decorator's options and their defaults are in the {@code reference.conf} of its
 * artifact, in the block {@code holdall.defaults.<name>}. A path that is not in this block is not an option.
 */
public interface DecoratorProvider {

    /**
     * Returns the name by which a configuration chooses the decorator.
     *
     * @return 1 to 64 lower-case ASCII letters, digits and hyphens; it must be neither the name of a backend nor that
     *     of an option that every store has
     */
    String name();

    /**
     * Reads the options, without any I/O. The reader collects problems of the options; this method throws no exception
     * because of them.
     *
     * @param options the block of this decorator in the store's configuration
     * @return a factory of decorators with these options
     */
    DecoratorFactory configure(BackendOptions options);
}
