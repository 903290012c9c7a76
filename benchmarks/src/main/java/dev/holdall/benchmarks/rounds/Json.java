package dev.holdall.benchmarks.rounds;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes results to a JSON file. */
public final class Json {

    private static final Path FOLDER = Path.of("benchmarks", "target", "results");

    private final List<Map<String, Object>> lines = new ArrayList<>();

    /** Creates an empty file of results. */
    public Json() {}

    /**
     * Adds each line of a table.
     *
     * @param results the table's results, with at least one sample of each row and condition
     * @return this
     */
    public Json add(Results results) {
        for (Row row : results.rows()) {
            results.conditions(row).forEach(condition -> lines.add(line(results, row, condition)));
        }
        return this;
    }

    /**
     * Adds a line.
     *
     * @param line the names and figures
     * @return this
     */
    public Json add(Map<String, Object> line) {
        lines.add(line);
        return this;
    }

    /**
     * Writes the lines that were added.
     *
     * @param name the name of the file, without the extension
     * @return the path of the file
     * @throws IOException if the file can't be written
     */
    public Path write(String name) throws IOException {
        Files.createDirectories(FOLDER);
        String json = ConfigValueFactory.fromIterable(lines)
                .render(ConfigRenderOptions.concise().setFormatted(true));
        return Files.writeString(FOLDER.resolve(name + ".json"), json);
    }

    private static Map<String, Object> line(Results results, Row row, String condition) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("table", results.title());
        line.put("verb", row.verb());
        line.put("face", row.face());
        line.put("inFlight", row.inFlight());
        line.put("condition", condition);
        line.put("rounds", results.rounds(row, condition));
        Sample median = results.median(row, condition);
        line.put("callsPerSecond", median.callsPerSecond());
        Ratio ratio = results.ratio(row, condition);
        line.put("comparedWith", results.baseline());
        line.put("throughputRatio", ratio.throughput());
        line.put("throughputRatioMargin", ratio.margin());
        String other = results.targets(row, condition).comparedWith();
        if (other != null) {
            line.put("targetComparedWith", other);
            line.put(
                    "targetThroughputRatio", results.targetRatio(row, condition).throughput());
        }
        if (results.countsLatency()) {
            line.put("p50Micros", median.p50Micros());
            line.put("p99Micros", median.p99Micros());
            line.put("p50Ratio", ratio.p50());
            line.put("p99Ratio", ratio.p99());
        }
        if (results.countsUsage()) {
            line.put("cpuMicrosPerCall", median.cpuMicrosPerCall());
            line.put("bytesPerCall", median.bytesPerCall());
            line.put("cpuRatio", ratio.cpu());
            line.put("bytesPerCallBeyond", ratio.bytesBeyond());
        }
        if (results.countsServer()) {
            line.put("serverMicrosPerCall", median.serverMicrosPerCall());
            line.put("serverRatio", ratio.server());
        }
        return line;
    }
}
