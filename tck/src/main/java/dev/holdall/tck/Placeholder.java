package dev.holdall.tck;

/** Holds the package's place until it has something in it. */
public final class Placeholder {

    private Placeholder() {}
}
