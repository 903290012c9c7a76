package dev.holdall.benchmarks.rounds;

/**
 * What is measured under several conditions.
 *
 * @param verb the verb
 * @param face blocking or async
 * @param inFlight how many calls at a time
 */
public record Row(String verb, String face, int inFlight) {}
