package dev.holdall.micrometer;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.Result;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The names of enum constants as values of tags: in lower case, with hyphens, as {@link dev.holdall.Operation} has its
 * own.
 */
final class Labels {

    private static final Map<Result, String> RESULTS = labels(Result.class);
    private static final Map<Incident, String> INCIDENTS = labels(Incident.class);

    private Labels() {}

    static String of(Result result) {
        return RESULTS.getOrDefault(result, "");
    }

    static String of(Incident incident) {
        return INCIDENTS.getOrDefault(incident, "");
    }

    private static <E extends Enum<E>> Map<E, String> labels(Class<E> type) {
        Map<E, String> labels = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            labels.put(each, each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return labels;
    }
}
