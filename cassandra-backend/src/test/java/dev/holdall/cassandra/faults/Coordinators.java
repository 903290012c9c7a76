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

/** Counts, for each session of the driver, which nodes have answered it. Made by the driver, whose options name it. */
public final class Coordinators implements RequestTracker {

    private static final ConcurrentMap<Answered, LongAdder> COUNTS = new ConcurrentHashMap<>();

    private final String session;

    /**
     * For the driver.
     *
     * @param context tells the session
     */
    public Coordinators(DriverContext context) {
        this.session = context.getSessionName();
    }

    private record Answered(String session, SocketAddress node) {}

    /** The options of a store whose answers are counted under a name. */
    static String countedAs(String session) {
        return """
                driver {
                  basic.session-name = %s
                  advanced.request-tracker.classes = [%s]
                }
                """.formatted(session, Coordinators.class.getName());
    }

    /** How many answers a session has had of a node. */
    static long answers(String session, SocketAddress node) {
        LongAdder count = COUNTS.get(new Answered(session, node));
        return count == null ? 0 : count.sum();
    }

    /** The nodes that have ever answered a session. */
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
        // The counts are read when the session is closed, too.
    }
}
