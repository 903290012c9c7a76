package dev.holdall.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.config.SessionStores;
import dev.holdall.memory.internal.Bounds;
import dev.holdall.spi.BackendProvider;
import java.util.EnumSet;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryBackendProviderTest {

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(BackendProvider.class))
                .extracting(BackendProvider::name)
                .contains("memory");
    }

    @Test
    void theReferenceHoldsEveryOption() {
        assertThat(ConfigFactory.defaultReference()
                        .getConfig("holdall.defaults.memory")
                        .root()
                        .unwrapped())
                .containsOnlyKeys("max-size", "max-revocations-size")
                .containsEntry("max-size", "auto")
                .containsEntry("max-revocations-size", "auto");
    }

    @Test
    void theOptions_setBothBounds() {
        TestObserver observer = new TestObserver();
        try (SessionStore store = SessionStores.builder("sessions")
                .config(ConfigFactory.parseString("holdall.stores.sessions { max-value-size = 1 KiB, backend = memory,"
                        + " memory { max-size = 8 KiB, max-revocations-size = 8 KiB } }"))
                .observer(observer)
                .open()) {
            for (int i = 0; i < 100; i++) {
                store.set("set" + i, new byte[1_000]);
                store.revoke("revoked" + i);
            }
        }

        assertThat(observer.incidents)
                .contains(StoreObserver.Incident.EVICTION, StoreObserver.Incident.REVOCATION_DROPPED);
    }

    private static final class TestObserver implements StoreObserver {

        private final Set<Incident> incidents = EnumSet.noneOf(Incident.class);

        @Override
        public Observation onBegin(Call call) {
            return end -> {};
        }

        @Override
        public void onIncident(String store, Incident incident) {
            incidents.add(incident);
        }
    }

    @Test
    void anAutomaticBound_isAtMostAGibibyte() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;

        assertThat(Bounds.autoEntryBytes()).isEqualTo(Math.min(quarter, 1L << 30));
        assertThat(Bounds.autoRevocationBytes(1 << 30)).isEqualTo(1 << 27);
        assertThat(Bounds.autoRevocationBytes(8 << 10)).isEqualTo(Bounds.LEAST_BYTES);
    }
}
