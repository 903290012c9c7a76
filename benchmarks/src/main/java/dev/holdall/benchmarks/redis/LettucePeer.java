package dev.holdall.benchmarks.redis;

/** Lettuce alone, with a plain string for each session. */
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
        Peer.check(raw.touch(id));
    }

    @Override
    public void close() {
        raw.close();
    }
}
