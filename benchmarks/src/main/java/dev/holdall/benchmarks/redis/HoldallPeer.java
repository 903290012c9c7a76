package dev.holdall.benchmarks.redis;

import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.benchmarks.Workload;

/** This library, with an entry for each session. */
final class HoldallPeer implements Peer {

    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private final SessionStore store;

    HoldallPeer(String uri) {
        store = Stores.open(uri);
    }

    @Override
    public void save(String id) {
        store.set(id, Workload.newValue(), TTL);
    }

    @Override
    public void find(String id) {
        Peer.check(store.get(id).isPresent());
    }

    @Override
    public void touch(String id) {
        Peer.check(store.changeTTL(id, TTL));
    }

    @Override
    public void close() {
        store.close();
    }
}
