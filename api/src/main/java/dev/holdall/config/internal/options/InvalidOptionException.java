package dev.holdall.config.internal.options;

/** An option's value can't be used. Never reaches a caller. */
final class InvalidOptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    InvalidOptionException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** What is wrong and what to do, continuing a sentence that begins with the option's path. */
    String problem() {
        return problem;
    }
}
