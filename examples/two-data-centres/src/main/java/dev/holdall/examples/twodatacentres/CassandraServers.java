package dev.holdall.examples.twodatacentres;

import dev.holdall.testservers.cassandra.CassandraCluster;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One cluster over both data centres, with a node in each: the nodes replicate. */
record CassandraServers(CassandraCluster cluster) implements Servers {

    static CassandraServers start(String here, String there) {
        return new CassandraServers(CassandraCluster.builder()
                .dataCenter(here, 1)
                .dataCenter(there, 1)
                .wideArea(true)
                .start());
    }

    @Override
    public Map<String, Object> location(String dataCentre) {
        InetSocketAddress node = cluster.node(dataCentre, 0).contactPoint();
        return Map.of(
                "cassandra.local-datacenter",
                dataCentre,
                "cassandra.contact-points",
                List.of(node.getHostString() + ":" + node.getPort()));
    }

    @Override
    public void delay(Duration oneWay) {
        cluster.link().delay(oneWay);
    }

    @Override
    public void cut() {
        cluster.link().cut();
    }

    @Override
    public void heal() {
        cluster.link().heal();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
