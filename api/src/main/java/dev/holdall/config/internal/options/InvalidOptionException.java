package dev.holdall.config.internal.options;

/** Says that an option's value is not valid. It is caught within this package. */
final class InvalidOptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    InvalidOptionException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** Returns what is wrong and what to do. It continues a sentence that begins with the option's path. */
    String problem() {
        return problem;
    }
}
