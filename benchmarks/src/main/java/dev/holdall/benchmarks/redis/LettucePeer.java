package dev.holdall.benchmarks.redis;

/** The client library alone. */
final class LettucePeer implements Peer {

    private final RawLettuce raw;

    LettucePeer(String uri) {
        raw = RawLettuce.connect(uri);
    }

    @Override
    public void save(String id) {
        raw.set(id);
    }

    @Override
    public void find(String id) {
        Peer.check(raw.get(id) != null);
    }

    @Override
    public void touch(String id) {
        raw.changeTtl(id);
    }

    @Override
    public void close() {
        raw.close();
    }
}
