package dev.holdall.logins;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for the stages of a store's asynchronous face. */
final class Waiting {

    private Waiting() {}

    /** Returns the answer of a stage, which ends at its deadline at the latest; fails as the stage does. */
    static <T> T await(CompletableFuture<T> stage) {
        try {
            return stage.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
