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

/**
 * Two data centres with a store in each. A test may disturb the link and the nodes; after the test they are restored.
 */
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

    /** Returns the store in eqiad, with the default options. */
    public SessionStore eqiad() {
        return Objects.requireNonNull(eqiad);
    }

    /** Returns the store in codfw, with the default options. */
    public SessionStore codfw() {
        return Objects.requireNonNull(codfw);
    }

    /** Returns a builder of another store, whose backend has these options. */
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

    /** Returns a key that no other test uses. */
    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** Ends every disturbance, and waits until the nodes have noticed that. */
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
