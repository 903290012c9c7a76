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
    void areMetBy_serverTime_onlyWhereItHasATarget() {
        Targets server = Targets.throughput("set", 0.75).withMostServer(1.33);

        assertThat(server.areMetBy(new Ratio(0.75, 0, 9, 9, 9, 0, 1.334))).isTrue();
        assertThat(server.areMetBy(new Ratio(0.75, 0, 1, 1, 1, 0, 1.336))).isFalse();
        assertThat(server.areMetBy(new Ratio(0.74, 0, 1, 1, 1, 0, 1))).isFalse();
        assertThat(targets.areMetBy(new Ratio(1, 0, 1, 1, 1, 0, Double.NaN))).isTrue();
        assertThat(server).hasToString("set: calls/s >= 0.75, srv <= 1.33");
    }

    @Test
    void none_areMetByAnything() {
        assertThat(Targets.NONE.areMetBy(new Ratio(0, 0, 100, 100, 100, 0, 100)))
                .isTrue();
    }
}
