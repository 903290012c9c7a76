package dev.holdall.cassandra.internal.connections;

import dev.holdall.StoreConfigurationException;
import dev.holdall.spi.BackendContext;
import java.util.List;

/** Reports the problems of the options that show only once the cluster is connected. */
final class OptionProblems {

    private static final String BACKEND = "cassandra";

    private OptionProblems() {}

    /**
     * Makes the exception that lists the problems.
     *
     * @param problems each begins with the name of the option that it is about
     */
    static StoreConfigurationException of(BackendContext context, List<String> problems) {
        String block = "holdall.stores." + context.store() + "." + BACKEND + ".";
        return new StoreConfigurationException(
                context.store(), BACKEND, problems.stream().map(block::concat).toList());
    }
}
