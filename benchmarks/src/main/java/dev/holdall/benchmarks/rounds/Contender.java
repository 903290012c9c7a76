package dev.holdall.benchmarks.rounds;

/**
 * Who takes part.
 *
 * @param name the condition in the table
 * @param load what it does
 */
public record Contender(String name, Load load) {}
