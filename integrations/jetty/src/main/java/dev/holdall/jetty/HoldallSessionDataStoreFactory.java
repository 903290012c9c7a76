package dev.holdall.jetty;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.io.File;
import java.io.ObjectInputFilter;
import java.util.Objects;
import org.eclipse.jetty.session.AbstractSessionDataStoreFactory;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.SessionManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link HoldallSessionDataStore} for each context of a server, all of them over one store. As a bean of a
 * server it serves all of the server's contexts.
 *
 * <p>The store is either one that the application has opened, and closes ({@link #setStore}), or one that is opened by
 * its name ({@link #setStoreName}) when the first context starts, and closed when the last one stops. Setters have to
 * be called before that.
 */
public final class HoldallSessionDataStoreFactory extends AbstractSessionDataStoreFactory {

    private final SharedStore opened = new SharedStore(this::open);
    private @Nullable SessionStore store;
    private String storeName = "sessions";
    private @Nullable String configFile;
    private @Nullable ObjectInputFilter filter;

    /** Makes a factory for the store {@code sessions} of the application's configuration. */
    public HoldallSessionDataStoreFactory() {}

    @Override
    public SessionDataStore getSessionDataStore(SessionManager manager) {
        SessionStore given = store;
        HoldallSessionDataStore made =
                given == null ? new HoldallSessionDataStore(opened) : new HoldallSessionDataStore(given);
        made.setGracePeriodSec(getGracePeriodSec());
        made.setSavePeriodSec(getSavePeriodSec());
        made.setObjectInputFilter(filter);
        return made;
    }

    /**
     * Sets a store that is open already.
     *
     * @param value a store that keeps maps; nobody but the application closes it
     */
    public void setStore(SessionStore value) {
        this.store = Objects.requireNonNull(value, "store");
    }

    /**
     * Returns the name of the store that is opened, unless {@link #setStore} was called.
     *
     * @return the name below {@code holdall.stores}
     */
    public String getStoreName() {
        return storeName;
    }

    /**
     * Sets the name of the store to open.
     *
     * @param value a name below {@code holdall.stores}; {@code sessions} unless it is set
     */
    public void setStoreName(String value) {
        this.storeName = Objects.requireNonNull(value, "storeName");
    }

    /**
     * Returns the file that the store's configuration is read from.
     *
     * @return the path; null for the configuration on the server's class path ({@code application.conf})
     */
    public @Nullable String getConfigFile() {
        return configFile;
    }

    /**
     * Sets the file that the store's configuration is read from.
     *
     * @param value the path of a HOCON file with a block {@code holdall.stores}; null or empty for the configuration on
     *     the server's class path ({@code application.conf})
     */
    public void setConfigFile(@Nullable String value) {
        this.configFile = value == null || value.isEmpty() ? null : value;
    }

    /**
     * Sets which classes attributes may have, in the form of the JDK's property {@code jdk.serialFilter}.
     *
     * @param pattern such as {@code com.example.**;java.base/*;!*}; null or empty to accept every class, as Jetty's own
     *     stores do
     */
    public void setSerialFilter(@Nullable String pattern) {
        this.filter = pattern == null || pattern.isEmpty() ? null : ObjectInputFilter.Config.createFilter(pattern);
    }

    /**
     * Sets which classes attributes may have.
     *
     * @param value is asked for each class that is read; null to accept every class
     */
    public void setObjectInputFilter(@Nullable ObjectInputFilter value) {
        this.filter = value;
    }

    /**
     * Opens the store with the class loader of the server's libraries: that of the web application, in whose context
     * Jetty starts a data store, neither sees the backends nor should bring a configuration of its own.
     */
    private SessionStore open() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(HoldallSessionDataStoreFactory.class.getClassLoader());
        try {
            String file = configFile;
            return file == null ? SessionStores.open(storeName) : SessionStores.open(storeName, parsed(file));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Config parsed(String file) {
        return ConfigFactory.parseFile(
                new File(file), ConfigParseOptions.defaults().setAllowMissing(false));
    }
}
