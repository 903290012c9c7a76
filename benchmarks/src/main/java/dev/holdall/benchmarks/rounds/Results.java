package dev.holdall.benchmarks.rounds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The samples of each row under each condition, round by round; one condition is what the others are compared with. */
public final class Results {

    private final String title;
    private final String baseline;
    private final Targets.ByLine targets;
    private boolean countsUsage;
    private boolean countsServer;
    private final Map<Row, Map<String, List<Sample>>> samples = new LinkedHashMap<>();

    /**
     * No samples yet.
     *
     * @param title of the table
     * @param baseline the condition that the others are compared with
     * @param targets of all lines
     */
    public Results(String title, String baseline, Targets targets) {
        this(title, baseline, (row, condition) -> targets);
    }

    /**
     * No samples yet.
     *
     * @param title of the table
     * @param baseline the condition that the others are compared with
     * @param targets of each line
     */
    public Results(String title, String baseline, Targets.ByLine targets) {
        this.title = title;
        this.baseline = baseline;
        this.targets = targets;
    }

    /**
     * Takes what a round has measured.
     *
     * @param row what it was
     * @param condition under which
     * @param sample what was measured
     */
    public void add(Row row, String condition, Sample sample) {
        samples.computeIfAbsent(row, r -> new LinkedHashMap<>())
                .computeIfAbsent(condition, c -> new ArrayList<>())
                .add(sample);
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
     * Shows processor time and allocation too: where nothing but the contenders runs in this JVM.
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
     * Shows the server's processor time too, which every sample has then.
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

    /** The same without samples. */
    Results emptied() {
        return new Results(title, baseline, targets);
    }

    Set<Row> rows() {
        return samples.keySet();
    }

    /** Those of a row, the baseline first. */
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
        return Ratio.of(samples(row, condition), samples(row, baseline));
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
