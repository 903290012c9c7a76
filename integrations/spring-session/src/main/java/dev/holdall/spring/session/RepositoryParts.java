package dev.holdall.spring.session;

import dev.holdall.SessionStore;

/** What both repositories are made of. Thread-safe. */
record RepositoryParts(SessionContext context, SessionReads reads, SessionSaves saves, SessionEndings endings) {

    /**
     * Makes the parts.
     *
     * @param blocking whether to use the blocking face of the store
     * @param repository the source of events
     */
    static RepositoryParts of(SessionStore store, SessionContext context, boolean blocking, Object repository) {
        Requests requests = new Requests(store, blocking);
        SessionIndex index = new SessionIndex(requests, context);
        SessionEvents events = new SessionEvents(context, repository);
        return new RepositoryParts(
                context,
                new SessionReads(requests, context, index),
                new SessionSaves(requests, context, index, events),
                new SessionEndings(requests, context, index, events));
    }
}
