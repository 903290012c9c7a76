package dev.holdall.logins.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs simulations of logins in two data centres. {@code -Dholdall.simulation.seed=…} repeats the one that failed. */
class LoginSimulationTest {

    private static final String SEED = "holdall.simulation.seed";

    @Test
    void whatIsEnded_staysEnded() {
        run(100);
    }

    @Test
    @Tag("deep")
    void whatIsEnded_staysEnded_inManyRuns() {
        run(18_000);
    }

    private static void run(int runs) {
        Long given = Long.getLong(SEED);
        Random seeds = new Random();
        int begun = 0;
        int valid = 0;
        try (Processes processes = new Processes()) {
            for (int i = 0; i < (given == null ? runs : 1); i++) {
                long seed = given == null ? seeds.nextLong() : given;
                LoginSimulation simulation = new LoginSimulation(seed, processes);
                try {
                    simulation.run();
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("to repeat: -D" + SEED + "=" + seed, e);
                }
                begun += simulation.begun();
                valid += simulation.anyValid().isPresent() ? 1 : 0;
            }
        }
        System.out.println(
                runs + " simulations: " + begun + " logins began; in " + valid + " one was valid at the end");
        assertThat(begun).isPositive();
    }
}
