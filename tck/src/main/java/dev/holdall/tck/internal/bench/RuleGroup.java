package dev.holdall.tck.internal.bench;

import dev.holdall.spi.SessionBackend;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;

/** What the tests of every group of rules use. */
public interface RuleGroup {

    /** Returns the open backend, with the stores over it. */
    Bench bench();

    /** Returns how many rounds a race runs. */
    int rounds();

    /** Returns how many revocations the backend remembers in this process; empty if it remembers them elsewhere. */
    OptionalLong rememberedRevocations(SessionBackend backend);

    /** Returns the configuration with which an application opens a store of this backend, if the test names one. */
    Optional<String> configuration();

    /** Aborts the test where the rule doesn't apply to this backend; the report shows the reason. */
    default void onlyIf(boolean applicable, String reason) {
        Assumptions.assumeTrue(applicable, () -> "not applicable: " + reason);
    }
}
