package dev.holdall.cassandra.internal.connections;

import dev.holdall.StoreConfigurationException;
import dev.holdall.spi.BackendContext;
import java.util.List;

/** What only the cluster can tell to be wrong with the options. */
final class OptionProblems {

    private static final String BACKEND = "cassandra";

    private OptionProblems() {}

    /** The exception for them; each problem begins with the option that it is about. */
    static StoreConfigurationException of(BackendContext context, List<String> problems) {
        String block = "holdall.stores." + context.store() + "." + BACKEND + ".";
        return new StoreConfigurationException(
                context.store(), BACKEND, problems.stream().map(block::concat).toList());
    }
}
