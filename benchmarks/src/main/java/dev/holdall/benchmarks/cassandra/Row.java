package dev.holdall.benchmarks.cassandra;

/**
 * What is measured under several conditions.
 *
 * @param verb the verb
 * @param face blocking or async
 * @param inFlight how many calls at a time
 */
record Row(String verb, String face, int inFlight) {}
