package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.Workload;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/** Redisson, with a bucket of bytes for each session. */
final class RedissonPeer implements Peer {

    private final RedissonClient client;

    RedissonPeer(String uri) {
        Config config = new Config();
        config.useSingleServer().setAddress(uri);
        client = Redisson.create(config);
    }

    private RBucket<byte[]> bucket(String id) {
        return client.getBucket(id, ByteArrayCodec.INSTANCE);
    }

    @Override
    public void save(String id) {
        bucket(id).set(Workload.newValue(), Workload.TTL);
    }

    @Override
    public void find(String id) {
        Peer.check(bucket(id).get() != null);
    }

    @Override
    public void touch(String id) {
        Peer.check(bucket(id).expire(Workload.TTL));
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
