package dev.holdall.examples.twodatacentres;

/** Something wasn't as it was going to be told. */
final class BrokenPromiseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenPromiseException(String message) {
        super(message);
    }
}
