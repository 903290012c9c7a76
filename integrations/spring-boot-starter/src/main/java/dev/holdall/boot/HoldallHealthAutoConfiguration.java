package dev.holdall.boot;

import dev.holdall.SessionStore;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Tells the actuator of the health of the stores. */
@AutoConfiguration(after = HoldallAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("holdall")
public final class HoldallHealthAutoConfiguration {

    HoldallHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = {"holdallHealthIndicator", "holdallHealthContributor"})
    HealthContributor holdallHealthContributor(ListableBeanFactory beans) {
        Map<String, HealthContributor> indicators = new TreeMap<>();
        stores(beans).forEach((name, store) -> indicators.put(name, new StoreHealthIndicator(store)));
        return indicators.size() == 1
                ? indicators.values().iterator().next()
                : CompositeHealthContributor.fromMap(indicators);
    }

    private static Map<String, SessionStore> stores(ListableBeanFactory beans) {
        HoldallStores all = beans.getBeanProvider(HoldallStores.class).getIfAvailable();
        if (all == null) {
            return beans.getBeansOfType(SessionStore.class);
        }
        Map<String, SessionStore> stores = new TreeMap<>();
        all.names().forEach(name -> stores.put(name, all.store(name)));
        return stores;
    }
}
