package dev.holdall.examples.quickstart;

/** Placeholder: opens a store, and uses it. */
public final class Quickstart {

    private Quickstart() {}

    /**
     * Runs the example.
     *
     * @param args ignored
     */
    public static void main(String[] args) {
        System.out.println("Holdall quickstart");
    }
}
