package dev.holdall.spi;

/**
 * Registers a backend under a name, so that a configuration can choose it. Holdall finds providers with
 * {@link java.util.ServiceLoader}.
 *
 * <p>A provider's options and their defaults are in the {@code reference.conf} of its artifact, in the block
 * {@code holdall.defaults.<name>}. A path that is not in this block is not an option.
 */
public interface BackendProvider {

    /**
     * Returns the name by which a configuration chooses the backend: {@code backend = <name>}.
     *
     * @return 1 to 64 lower-case ASCII letters, digits and hyphens
     */
    String name();

    /**
     * Reads the options, without any I/O. The reader collects problems of the options; this method throws no exception
     * because of them.
     *
     * @param options the block of this backend in the store's configuration
     * @return a factory for these options
     */
    BackendFactory configure(BackendOptions options);
}
