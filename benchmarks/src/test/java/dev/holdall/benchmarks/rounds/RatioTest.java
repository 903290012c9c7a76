package dev.holdall.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void of_roundsOfAMachineThatGetsSlower_comparesRoundByRound() {
        List<Sample> baseline = List.of(sample(1_000, 10), sample(100, 100), sample(10, 1_000));
        List<Sample> samples = List.of(sample(900, 11), sample(90, 110), sample(9, 1_100));

        Ratio ratio = Ratio.of(samples, baseline);

        assertThat(ratio.throughput()).isEqualTo(0.9);
        assertThat(ratio.p50()).isEqualTo(1.1);
    }

    @Test
    void of_oneDisturbedRound_isTheMedianOfTheOthers() {
        List<Sample> baseline = List.of(sample(100, 10), sample(100, 10), sample(100, 10));
        List<Sample> samples = List.of(sample(100, 10), sample(1, 1_000), sample(100, 10));

        assertThat(Ratio.of(samples, baseline)).isEqualTo(new Ratio(1, 0.495, 1, 1, 1, 0, 1));
    }

    @Test
    void of_anEvenNumberOfRounds_isTheMeanOfTheTwoInTheMiddle() {
        List<Sample> baseline = List.of(sample(100, 10), sample(100, 10));
        List<Sample> samples = List.of(sample(100, 10), sample(50, 10));

        assertThat(Ratio.of(samples, baseline).throughput()).isEqualTo(0.75);
    }

    @Test
    void of_manyRounds_leavesOutThoseThatTheMedianIsSurelyNotAmong() {
        List<Sample> baseline = Collections.nCopies(100, sample(100, 10));
        List<Sample> samples =
                IntStream.range(0, 100).mapToObj(i -> sample(i, 10)).toList();

        // The bounds are the 41st and the 60th value: with a probability of 95%, of 100 coin tosses 40 to 60 are heads.
        assertThat(Ratio.of(samples, baseline).margin()).isCloseTo((0.59 - 0.40) / 2, within(1e-9));
    }

    private static Sample sample(double callsPerSecond, double micros) {
        return new Sample(callsPerSecond, callsPerSecond, micros, micros, 1, 0, 1);
    }
}
