package dev.holdall.config;

/** Reading the configuration can't go on: the environment or a {@code reference.conf} is wrong. Never reaches a caller. */
final class UnusableConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    UnusableConfigException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    static UnusableConfigException notInReference(String path) {
        return new UnusableConfigException(path + " stands in no reference.conf on the class path; where artifacts were"
                + " packed into one jar, their reference.conf files have to be joined");
    }

    /** A whole sentence. */
    String problem() {
        return problem;
    }
}
