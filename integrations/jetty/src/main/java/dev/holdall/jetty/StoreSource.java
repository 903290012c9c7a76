package dev.holdall.jetty;

import dev.holdall.SessionStore;

/** Where a data store has its store from, while it is started. */
interface StoreSource {

    /** Returns the store, and opens it if nobody has it yet. */
    SessionStore acquire();

    /** Gives the store back. */
    void release();
}
