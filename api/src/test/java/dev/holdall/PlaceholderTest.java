package dev.holdall;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class PlaceholderTest {

    @Test
    void placeholder_isFinal() {
        assertThat(Modifier.isFinal(Placeholder.class.getModifiers())).isTrue();
    }
}
