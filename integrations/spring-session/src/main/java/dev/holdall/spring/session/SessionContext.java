package dev.holdall.spring.session;

import org.springframework.session.SaveMode;

/** What the sessions of a repository share. Immutable. */
record SessionContext(SessionRepositoryOptions options, AttributeReader reader, Touches touches, Flushing flushing) {

    /** Sends the changes of a session at once, where the flush mode says so. */
    @FunctionalInterface
    interface Flushing {
        void flush(HoldallSession session);
    }

    static SessionContext of(SessionRepositoryOptions options, Flushing flushing) {
        return new SessionContext(
                options,
                new AttributeReader(options.serializer()),
                new Touches(options.touchPart(), options.clock()),
                flushing);
    }

    /** Returns whether a save looks for changes in the values that the application has got. */
    boolean looksInside() {
        return options.saveMode() != SaveMode.ON_SET_ATTRIBUTE;
    }
}
