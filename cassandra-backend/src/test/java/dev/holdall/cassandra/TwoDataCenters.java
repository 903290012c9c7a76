package dev.holdall.cassandra;

import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.config.StoreBuilder;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.cassandra.CassandraNode;
import dev.holdall.testservers.cassandra.WideAreaLink;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two data centres with a store in each, which a test may disturb: after it, link and nodes are whole again. */
public final class TwoDataCenters implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private @Nullable SessionStore eqiad;
    private @Nullable SessionStore codfw;
    private boolean disturbed;

    @Override
    public void beforeAll(ExtensionContext context) {
        eqiad = store(Clusters.EQIAD, "").open();
        codfw = store(Clusters.CODFW, "").open();
    }

    /** A store with the default options. */
    public SessionStore eqiad() {
        return Objects.requireNonNull(eqiad);
    }

    /** A store with the default options. */
    public SessionStore codfw() {
        return Objects.requireNonNull(codfw);
    }

    /** Another store, still to be opened, with these options of the backend. */
    public StoreBuilder store(String dataCenter, String options) {
        return Clusters.store(cluster(), dataCenter, options);
    }

    public CassandraCluster cluster() {
        return Clusters.shared();
    }

    public WideAreaLink link() {
        disturbed = true;
        return cluster().link();
    }

    public CassandraNode node(String dataCenter) {
        disturbed = true;
        return cluster().node(dataCenter, 0);
    }

    /** A key that no other test uses. */
    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** Ends every disturbance, and waits until the nodes have noticed. */
    public void makeWhole() {
        cluster().link().heal();
        cluster().link().delay(Duration.ZERO);
        cluster().nodes().stream().filter(CassandraNode::isAlive).forEach(CassandraNode::resume);
        cluster().nodes().stream().filter(node -> !node.isAlive()).forEach(CassandraNode::restart);
        cluster().awaitUp();
        awaitAnswer(eqiad());
        awaitAnswer(codfw());
        disturbed = false;
    }

    private static void awaitAnswer(SessionStore store) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .until(() -> store.get(key()).isEmpty());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (disturbed) {
            makeWhole();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (eqiad != null) {
            eqiad.close();
        }
        if (codfw != null) {
            codfw.close();
        }
    }
}
