package dev.holdall.tck.internal.bench;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Adds the seed that repeats a failure to the failure of a test. */
public final class Seeded implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (!(failure instanceof TestAbortedException)) {
            long seed = ((RuleGroup) context.getRequiredTestInstance()).bench().seed();
            failure.addSuppressed(new Note("to repeat: -Dholdall.tck.seed=" + seed));
        }
        throw failure;
    }

    private static final class Note extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Note(String message) {
            super(message, null, false, false);
        }
    }
}
