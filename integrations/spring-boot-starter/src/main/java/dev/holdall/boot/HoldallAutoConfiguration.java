package dev.holdall.boot;

import com.typesafe.config.Config;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.config.SessionStores;
import dev.holdall.config.StoreBuilder;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Opens the stores that {@code holdall.*} configures. Without any, there is one in the memory of this process, and a
 * line in the log says so.
 */
@AutoConfiguration
@EnableConfigurationProperties(HoldallSessionProperties.class)
public final class HoldallAutoConfiguration {

    private static final String STORES = "holdall.stores";

    HoldallAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean({HoldallStores.class, SessionStore.class})
    HoldallStores holdallStores(
            Environment environment,
            HoldallSessionProperties session,
            ObjectProvider<StoreObserver> observers,
            ObjectProvider<StoreBuilderCustomizer> customizers) {
        Config config = EnvironmentConfig.of(environment, loader());
        return HoldallStores.open(config, names(config, session), name -> {
            StoreBuilder builder = SessionStores.builder(name).config(config);
            observers.orderedStream().forEach(builder::observer);
            customizers.orderedStream().forEach(customizer -> customizer.customize(name, builder));
            return builder.open();
        });
    }

    private static ClassLoader loader() {
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /** Returns the names of all stores. The one with the sessions is among them, so that its absence is reported. */
    private static Set<String> names(Config config, HoldallSessionProperties session) {
        Set<String> names = new TreeSet<>();
        if (config.hasPath(STORES)) {
            names.addAll(config.getObject(STORES).keySet());
        }
        if (names.isEmpty() || session.isEnabled()) {
            names.add(session.getStore());
        }
        return names;
    }

    /** The store with the sessions; {@link HoldallStores} closes it. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "holdall.session.enabled", matchIfMissing = true)
    SessionStore sessionStore(HoldallStores stores, HoldallSessionProperties session) {
        return stores.store(session.getStore());
    }
}
