package dev.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.holdall.Version;
import org.junit.jupiter.api.Test;

class WriteResultTest {

    private static final Version VERSION = new Version(5);

    @Test
    void onlyWhatWasStored_hasAVersion() {
        assertThat(WriteResult.stored(VERSION).isStored()).isTrue();
        assertThat(WriteResult.stored(VERSION).storedVersion()).isEqualTo(VERSION);
        assertThat(WriteResult.CONFLICT.isStored()).isFalse();
        assertThat(WriteResult.REVOKED.isStored()).isFalse();
        assertThatNullPointerException().isThrownBy(WriteResult.CONFLICT::storedVersion);
    }

    @Test
    void aVersionOfWhatWasNotStored_isRefused_andSoIsNoVersion() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WriteResult(WriteResult.Status.CONFLICT, VERSION));
        assertThatIllegalArgumentException().isThrownBy(() -> new WriteResult(WriteResult.Status.STORED, null));
    }
}
