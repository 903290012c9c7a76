package dev.holdall.examples.quickstart;

import dev.holdall.config.SessionStores;
import java.time.Duration;

/**
 * Opens the configured stores, shows that a late save doesn't undo a logout, and runs a realistic load on the stores.
 */
public final class Quickstart {

    private static final int THREADS = 8;
    private static final Duration DURATION = Duration.ofSeconds(10);

    private Quickstart() {}

    /**
     * Runs the example.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (SessionStores stores = SessionStores.openAll()) {
            LoginAndLogout.show(stores.store("sessions"), System.out);
            LoadReplay replay = new LoadReplay(stores.store("sessions"), stores.store("anonymous"));
            replay.run(THREADS, DURATION).print(System.out);
        }
    }
}
