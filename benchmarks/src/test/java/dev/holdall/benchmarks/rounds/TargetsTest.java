package dev.holdall.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetsTest {

    private final Targets targets = Targets.of(0.95, 1.1);

    @Test
    void areMetBy_ratiosAsTheTableShowsThem() {
        assertThat(targets.areMetBy(new Ratio(0.9451, 0, 1.104, 1.104, 2, 1, 3)))
                .isTrue();
        assertThat(targets.areMetBy(new Ratio(0.9449, 0, 1, 1, 1, 0, 1))).isFalse();
        assertThat(targets.areMetBy(new Ratio(1, 0, 1.106, 1, 1, 0, 1))).isFalse();
        assertThat(targets.areMetBy(new Ratio(1, 0, 1, 1.106, 1, 0, 1))).isFalse();
    }

    @Test
    void none_areMetByAnything() {
        assertThat(Targets.NONE.areMetBy(new Ratio(0, 0, 100, 100, 100, 0, 100)))
                .isTrue();
    }
}
