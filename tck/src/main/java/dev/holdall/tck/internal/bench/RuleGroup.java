package dev.holdall.tck.internal.bench;

import dev.holdall.spi.SessionBackend;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;

/** What every group of rules builds on. */
public interface RuleGroup {

    /** The open backend, and the stores over it. */
    Bench bench();

    /** How many rounds a race runs. */
    int rounds();

    /** How many revocations the backend remembers in this process. */
    OptionalLong rememberedRevocations(SessionBackend backend);

    /** The configuration that an application opens a store of this backend with. */
    Optional<String> configuration();

    /** Ends the test of a rule that this backend's traits take it out of; the report shows it, with the reason. */
    default void onlyIf(boolean applicable, String reason) {
        Assumptions.assumeTrue(applicable, () -> "not applicable: " + reason);
    }
}
