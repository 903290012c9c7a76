package dev.holdall.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdall.memory.internal.Bounds;
import dev.holdall.spi.BackendProvider;
import java.util.ServiceLoader;
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
    void anAutomaticBound_isAtMostAGibibyte() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;

        assertThat(Bounds.autoEntryBytes()).isEqualTo(Math.min(quarter, 1L << 30));
        assertThat(Bounds.autoRevocationBytes(1 << 30)).isEqualTo(1 << 27);
        assertThat(Bounds.autoRevocationBytes(8 << 10)).isEqualTo(Bounds.LEAST_BYTES);
    }
}
