package dev.holdall.testservers.cassandra;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A node's place in its cluster.
 *
 * @param dataCenter the data centre's name
 * @param index which node of the data centre it is, from 0
 * @param token the end of the range of which it is the first replica in its data centre
 * @param listen where it listens, for clients and for nodes
 * @param broadcast where other data centres' nodes find it: a proxy's address in a wide area
 */
record NodePlace(String dataCenter, int index, long token, InetAddress listen, InetAddress broadcast) {

    private static final BigInteger ALL_TOKENS = BigInteger.ONE.shiftLeft(Long.SIZE);
    private static final BigInteger MIN_TOKEN = BigInteger.valueOf(Long.MIN_VALUE);

    /** A token that lies evenly between those of the same data centre, and differs from those of all others. */
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
