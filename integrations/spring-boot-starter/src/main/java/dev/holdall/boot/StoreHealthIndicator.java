package dev.holdall.boot;

import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Traits;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health of a store: up if it answers a read. It never writes. The key is one that nobody has. */
final class StoreHealthIndicator implements HealthIndicator {

    private static final String ABSENT = "holdall:health";

    private final SessionStore store;

    StoreHealthIndicator(SessionStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        try {
            store.get(ABSENT);
        } catch (SessionStoreException | IllegalStateException e) {
            return Health.down(e).build();
        }
        Traits traits = store.traits();
        return Health.up()
                .withDetail("durability", traits.durability())
                .withDetail("reach", traits.reach())
                .build();
    }
}
