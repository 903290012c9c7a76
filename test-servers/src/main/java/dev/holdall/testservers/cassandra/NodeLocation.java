package dev.holdall.testservers.cassandra;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A node's location in its cluster.
 *
 * @param dataCenter the data centre's name
 * @param index the number of the node in its data centre, from 0
 * @param token the node's token: the end of the range for which the node is the first replica in its data centre
 * @param listen the address at which the node listens, for clients and for other nodes
 * @param broadcast the address at which nodes of other data centres find the node; in a wide area, that of its proxy
 */
record NodeLocation(String dataCenter, int index, long token, InetAddress listen, InetAddress broadcast) {

    private static final BigInteger ALL_TOKENS = BigInteger.ONE.shiftLeft(Long.SIZE);
    private static final BigInteger MIN_TOKEN = BigInteger.valueOf(Long.MIN_VALUE);

    /**
     * Returns the token of a node. The tokens of a data centre are evenly spaced, and differ from those of other data
     * centres.
     */
    static long token(int dataCenterIndex, int index, int nodesOfDataCenter) {
        return ALL_TOKENS
                .multiply(BigInteger.valueOf(index))
                .divide(BigInteger.valueOf(nodesOfDataCenter))
                .add(MIN_TOKEN)
                .add(BigInteger.valueOf(1 + dataCenterIndex))
                .longValueExact();
    }

    String name() {
        return dataCenter + "-" + index;
    }
}
