package dev.holdall.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryMismatchTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'java.math.BigInteger com.typesafe.config.ConfigMemorySize.toTrits(java.lang.String)'",
                "com/typesafe/config/ConfigMemorySize",
                "com/typesafe/config/ConfigNowhere",
                "Could not initialize class com.typesafe.config.ConfigFactory",
                "Found interface com.typesafe.config.Config, but class was expected"
            })
    void library_isNamed_withTheVersionFoundAndTheOneNeeded(String message) {
        assertThat(LibraryMismatch.describe(new IncompatibleClassChangeError(message)))
                .matches("com.typesafe.config.Config\\w* is missing or is another one"
                        + " \\(java.lang.IncompatibleClassChangeError\\); found: config-[0-9.]+[.]jar;"
                        + " needed: Typesafe Config [0-9.]+, or a version that is compatible with it;"
                        + " let the build choose one version of each library that fits all the others");
    }

    @Test
    void error_withoutTheNameOfAClass_isDescribedAllTheSame() {
        assertThat(LibraryMismatch.describe(new NoSuchFieldError()))
                .startsWith("a class can't be linked (java.lang.NoSuchFieldError); let the build");
    }
}
