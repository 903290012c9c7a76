package dev.holdall.memory;

import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

/** Runs the code that the README shows. */
class ReadmeTest {

    @Test
    void aStaleSave_doesNotUndoALogout() {
        assertThatNoException().isThrownBy(() -> FirstExample.main(new String[0]));
    }
}
