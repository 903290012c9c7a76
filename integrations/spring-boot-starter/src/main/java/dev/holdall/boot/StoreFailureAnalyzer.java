package dev.holdall.boot;

import dev.holdall.Operation;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why the stores didn't open: all problems of their configuration, each with its property and the remedy, or
 * what the server or the client library has answered.
 */
final class StoreFailureAnalyzer extends AbstractFailureAnalyzer<SessionStoreException> {

    /** How the core of Holdall describes a class or a method of a library that isn't there. */
    private static final String ANOTHER_VERSION = "is missing or is another one";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SessionStoreException cause) {
        if (cause instanceof StoreConfigurationException configuration) {
            String problems = "Holdall's configuration can't be used:\n\n    - "
                    + String.join("\n    - ", configuration.problems());
            return analysis(
                    problems,
                    "Correct these properties. docs/spring.md and docs/configuration.md have all of them.",
                    cause);
        }
        // What fails later isn't about the start, even if the application stops because of it.
        return cause.operation() == Operation.OPEN
                ? analysis(
                        "A store of Holdall can't be opened:\n\n    " + cause.getMessage(),
                        "Check the server and the properties of the store. docs/operations.md has the messages.",
                        cause)
                : null;
    }

    private static FailureAnalysis analysis(String description, String otherwise, SessionStoreException cause) {
        boolean isLettuce = description.contains(ANOTHER_VERSION) && description.contains("io.lettuce");
        String action = isLettuce
                ? "Set the property lettuce.version of the build to 7.5.2.RELEASE or later. Spring Boot 4.0 manages"
                        + " Lettuce 6.8, and Spring Boot 4.1 a version that fits."
                : otherwise;
        return new FailureAnalysis(description, action, cause);
    }
}
