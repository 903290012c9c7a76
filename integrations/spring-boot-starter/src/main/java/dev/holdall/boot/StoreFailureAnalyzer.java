package dev.holdall.boot;

import dev.holdall.StoreConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains why the stores didn't open: all problems of their configuration, each with its property and the remedy. */
final class StoreFailureAnalyzer extends AbstractFailureAnalyzer<StoreConfigurationException> {

    /** How the core of Holdall describes a class or a method of a library that isn't there. */
    private static final String ANOTHER_VERSION = "is missing or is another one";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StoreConfigurationException cause) {
        String problems =
                "Holdall's configuration can't be used:\n\n    - " + String.join("\n    - ", cause.problems());
        return new FailureAnalysis(problems, action(problems), cause);
    }

    private static String action(String problems) {
        if (problems.contains(ANOTHER_VERSION) && problems.contains("io.lettuce")) {
            return "Set the property lettuce.version of the build to 7.5.2.RELEASE or later. Spring Boot 4.0 manages"
                    + " Lettuce 6.8, and Spring Boot 4.1 a version that fits.";
        }
        return "Correct these properties. docs/spring.md and docs/configuration.md have all of them.";
    }
}
