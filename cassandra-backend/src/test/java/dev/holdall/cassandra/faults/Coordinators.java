package dev.holdall.cassandra.faults;

import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.tracker.RequestTracker;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts, for each session of the driver, the answers of each node. The driver creates this tracker, because its
 * options name the class.
 */
public final class Coordinators implements RequestTracker {

    private static final ConcurrentMap<Answered, LongAdder> COUNTS = new ConcurrentHashMap<>();

    private final String session;

    /**
     * Called by the driver.
     *
     * @param context has the name of the session
     */
    public Coordinators(DriverContext context) {
        this.session = context.getSessionName();
    }

    private record Answered(String session, SocketAddress node) {}

    /** Returns the options of a store whose answers are counted under the name of a session. */
    static String countedAs(String session) {
        return """
                driver {
                  basic.session-name = %s
                  advanced.request-tracker.classes = [%s]
                }
                """.formatted(session, Coordinators.class.getName());
    }

    /** Returns how many answers a session has had from a node. */
    static long answers(String session, SocketAddress node) {
        LongAdder count = COUNTS.get(new Answered(session, node));
        return count == null ? 0 : count.sum();
    }

    /** Returns the nodes that have ever answered a session. */
    static Set<SocketAddress> of(String session) {
        Set<SocketAddress> nodes = ConcurrentHashMap.newKeySet();
        COUNTS.keySet().stream().filter(each -> each.session().equals(session)).forEach(each -> nodes.add(each.node()));
        return nodes;
    }

    @Override
    public void onNodeSuccess(
            Request request, long latencyNanos, DriverExecutionProfile profile, Node node, String logPrefix) {
        COUNTS.computeIfAbsent(new Answered(session, node.getEndPoint().resolve()), key -> new LongAdder())
                .increment();
    }

    @Override
    public void close() {
        // The counts are static, because tests read them after the session is closed, too.
    }
}
