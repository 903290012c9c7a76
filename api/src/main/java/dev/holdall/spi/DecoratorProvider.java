package dev.holdall.spi;

/**
 * Makes a decorator known by name, so that a configuration can choose it ({@code decorators = [<name>]}). Found with
 * {@link java.util.ServiceLoader}.
 *
 * <p>A decorator's options and their defaults stand in the {@code reference.conf} of its artifact, in the block
 * {@code holdall.defaults.<name>}, as those of a backend do. What isn't there is not an option.
 */
public interface DecoratorProvider {

    /**
     * What configurations call the decorator.
     *
     * @return 1 to 64 lower-case ASCII letters, digits and hyphens; not the name of a backend, nor of an option that
     *     every store has
     */
    String name();

    /**
     * Reads the options, without any I/O. Problems are left with the reader, which collects them. This method doesn't
     * throw because of them.
     *
     * @param options the block of this decorator in the store's configuration
     * @return makes decorators with these options
     */
    DecoratorFactory configure(BackendOptions options);
}
