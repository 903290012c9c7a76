package dev.holdall.cassandra;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The opening of a store in a cluster of two data centres. */
@Tag("deep")
class OpeningInTwoDataCentersIT {

    @Test
    void contactPointsOfAnotherDataCentre_leadToTheLocalOne() {
        String local = "local-datacenter = " + Clusters.EQIAD;
        try (SessionStore store =
                Stores.in(Clusters.shared(), Clusters.CODFW, local).open()) {
            String key = Stores.newName("key");
            store.set(key, bytes("value"));
            assertThat(store.get(key)).contains(bytes("value"));
        }
    }
}
