package dev.holdall.benchmarks.rounds;

/**
 * A row of results: what is measured under several conditions.
 *
 * @param verb the verb
 * @param face {@link Verbs#BLOCKING} or {@link Verbs#ASYNC}
 * @param inFlight how many calls are in flight at the same time
 */
public record Row(String verb, String face, int inFlight) {}
