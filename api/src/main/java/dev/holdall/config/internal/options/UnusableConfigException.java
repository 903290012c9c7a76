package dev.holdall.config.internal.options;

/**
 * Says that reading the configuration can't continue, because the environment or a {@code reference.conf} is wrong. It
 * is caught within this module.
 */
public final class UnusableConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    public UnusableConfigException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    public static UnusableConfigException notInReference(String path) {
        return new UnusableConfigException(path + " is in no reference.conf on the class path; if artifacts were packed"
                + " into one jar, their reference.conf files have to be joined");
    }

    /** Returns the problem as a whole sentence. */
    public String problem() {
        return problem;
    }
}
