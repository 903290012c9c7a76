package dev.holdall.boot;

import dev.holdall.spring.session.SessionRepositoryOptions;

/** A bean that sets options of the session repository in code, after those that are configured. */
@FunctionalInterface
public interface SessionOptionsCustomizer {

    /**
     * Changes options.
     *
     * @param options have what is configured
     */
    void customize(SessionRepositoryOptions.Builder options);
}
