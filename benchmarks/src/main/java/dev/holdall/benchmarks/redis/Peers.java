package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.Workload;
import java.util.Locale;

/** Those that are compared, each with keys of its own. */
enum Peers {
    SPRING_PLAIN("springs"),
    SPRING_INDEXED("indexed"),
    REDISSON("buckets"),
    RAW_LETTUCE("strings"),
    HOLDALL("entries");

    /** What its ids begin with: all are as long. */
    private final String kind;

    Peers(String kind) {
        this.kind = kind;
    }

    /** As tables call it. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Opens it on a server. */
    Peer connect(String uri) {
        return switch (this) {
            case SPRING_PLAIN -> SpringPeer.plain(uri);
            case SPRING_INDEXED -> SpringPeer.indexed(uri);
            case REDISSON -> new RedissonPeer(uri);
            case RAW_LETTUCE -> new LettucePeer(uri);
            case HOLDALL -> new HoldallPeer(uri);
        };
    }

    /** The ids of its sessions. */
    String[] ids() {
        return Workload.keys(kind, Workload.present().length);
    }
}
