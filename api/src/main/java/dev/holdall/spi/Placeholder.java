package dev.holdall.spi;

/** Holds the package's place until it has something in it. */
public final class Placeholder {

    private Placeholder() {}
}
