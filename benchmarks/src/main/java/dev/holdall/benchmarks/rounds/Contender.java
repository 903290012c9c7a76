package dev.holdall.benchmarks.rounds;

/**
 * A contender of a comparison.
 *
 * @param name its name, which is the condition in the table
 * @param load the load that it runs
 */
public record Contender(String name, Load load) {}
