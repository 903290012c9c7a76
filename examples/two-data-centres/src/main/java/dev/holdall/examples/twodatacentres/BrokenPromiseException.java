package dev.holdall.examples.twodatacentres;

/** Thrown when something isn't as the next line of the example would say. */
final class BrokenPromiseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenPromiseException(String message) {
        super(message);
    }
}
