package dev.holdall.benchmarks.rounds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The samples of each row under each condition, in the order of the rounds. One of the conditions is the baseline, with
 * which the others are compared.
 */
public final class Results {

    private final String title;
    private final String baseline;
    private final Targets.ByLine targets;
    private boolean countsUsage;
    private boolean countsServer;
    private boolean countsLatency = true;
    private final List<String> failures = new ArrayList<>();
    private final Map<Row, Map<String, List<Sample>>> samples = new LinkedHashMap<>();

    /**
     * Creates results without samples.
     *
     * @param title the title of the table
     * @param baseline the condition with which the others are compared
     * @param targets the targets of all lines
     */
    public Results(String title, String baseline, Targets targets) {
        this(title, baseline, (row, condition) -> targets);
    }

    /**
     * Creates results without samples.
     *
     * @param title the title of the table
     * @param baseline the condition with which the others are compared
     * @param targets the targets of each line
     */
    public Results(String title, String baseline, Targets.ByLine targets) {
        this.title = title;
        this.baseline = baseline;
        this.targets = targets;
    }

    /**
     * Adds the sample of a round.
     *
     * @param row the row that was measured
     * @param condition the condition under which it was measured
     * @param sample the sample
     */
    public void add(Row row, String condition, Sample sample) {
        samples.computeIfAbsent(row, r -> new LinkedHashMap<>())
                .computeIfAbsent(condition, c -> new ArrayList<>())
                .add(sample);
    }

    /** Adds the samples of a round. */
    void addAll(Results round) {
        round.samples.forEach((row, byCondition) ->
                byCondition.forEach((condition, each) -> each.forEach(sample -> add(row, condition, sample))));
    }

    /** Notes that a call of a round has failed. */
    void failed(String how) {
        System.err.println("a round ended early: " + how);
        failures.add(how);
    }

    /** Returns how the rounds ended that don't count, because a call failed. */
    List<String> failures() {
        return failures;
    }

    String title() {
        return title;
    }

    String baseline() {
        return baseline;
    }

    Targets targets(Row row, String condition) {
        return targets.of(row, condition);
    }

    /**
     * Shows this JVM's processor time and allocation too. That is right only where nothing but the contenders runs in
     * this JVM.
     *
     * @return this
     */
    public Results countingUsage() {
        countsUsage = true;
        return this;
    }

    boolean countsUsage() {
        return countsUsage;
    }

    /**
     * Shows the server's processor time too. Every sample must then have it.
     *
     * @return this
     */
    public Results countingServer() {
        countsServer = true;
        return this;
    }

    boolean countsServer() {
        return countsServer;
    }

    /**
     * Leaves out the time of each call, for calls that are so short that only all of them together are timed.
     *
     * @return this
     */
    public Results withoutLatency() {
        countsLatency = false;
        return this;
    }

    boolean countsLatency() {
        return countsLatency;
    }

    /** Returns results with the same title, baseline and targets, without samples. */
    Results emptied() {
        return new Results(title, baseline, targets);
    }

    Set<Row> rows() {
        return samples.keySet();
    }

    /** Returns the conditions of a row, the baseline first. */
    List<String> conditions(Row row) {
        List<String> conditions = new ArrayList<>(of(row).keySet());
        conditions.remove(baseline);
        conditions.add(0, baseline);
        return conditions;
    }

    Sample median(Row row, String condition) {
        return Ratio.median(samples(row, condition));
    }

    Ratio ratio(Row row, String condition) {
        return ratio(row, condition, baseline);
    }

    /** Compares a condition with another one than the baseline. */
    Ratio ratio(Row row, String condition, String other) {
        return Ratio.of(samples(row, condition), samples(row, other));
    }

    /** Compares a condition with what its targets are about: the baseline, unless they name another condition. */
    Ratio targetRatio(Row row, String condition) {
        String other = targets(row, condition).comparedWith();
        return ratio(row, condition, other == null ? baseline : other);
    }

    int rounds(Row row, String condition) {
        return samples(row, condition).size();
    }

    private List<Sample> samples(Row row, String condition) {
        return Objects.requireNonNull(of(row).get(condition), condition);
    }

    private Map<String, List<Sample>> of(Row row) {
        return Objects.requireNonNull(samples.get(row), "no samples");
    }
}
