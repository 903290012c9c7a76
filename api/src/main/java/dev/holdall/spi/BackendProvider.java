package dev.holdall.spi;

/**
 * Makes a backend known by name, so that a configuration can choose it. Found with {@link java.util.ServiceLoader}.
 *
 * <p>A provider's options and their defaults stand in the {@code reference.conf} of its artifact, in the block
 * {@code holdall.defaults.<name>}. What isn't there is not an option.
 */
public interface BackendProvider {

    /**
     * What configurations call the backend: {@code backend = <name>}.
     *
     * @return 1 to 64 lower-case ASCII letters, digits and hyphens
     */
    String name();

    /**
     * Reads the options, without any I/O. Problems are left with the reader, which collects them; this method doesn't
     * throw because of them.
     *
     * @param options the block of this backend in the store's configuration
     * @return a factory for these options
     */
    BackendFactory configure(BackendOptions options);
}
