package dev.holdall.config.internal.options;

/**
 * Reading the configuration can't go on: the environment or a {@code reference.conf} is wrong. Never reaches a caller.
 */
public final class UnusableConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    public UnusableConfigException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    public static UnusableConfigException notInReference(String path) {
        return new UnusableConfigException(path + " stands in no reference.conf on the class path; where artifacts were"
                + " packed into one jar, their reference.conf files have to be joined");
    }

    /** A whole sentence. */
    public String problem() {
        return problem;
    }
}
