package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.Workload;
import java.util.Locale;

/** The contenders that are compared. Each has keys of its own. */
enum Peers {
    SPRING_PLAIN("springs"),
    SPRING_INDEXED("indexed"),
    REDISSON("buckets"),
    RAW_LETTUCE("strings"),
    HOLDALL("entries");

    /** The beginning of this contender's ids. All have the same length, so that keys are equally long. */
    private final String kind;

    Peers(String kind) {
        this.kind = kind;
    }

    /** Returns the name in the tables. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Connects the contender to a server. */
    Peer connect(String uri) {
        return switch (this) {
            case SPRING_PLAIN -> SpringPeer.plain(uri);
            case SPRING_INDEXED -> SpringPeer.indexed(uri);
            case REDISSON -> new RedissonPeer(uri);
            case RAW_LETTUCE -> new LettucePeer(uri);
            case HOLDALL -> new HoldallPeer(uri);
        };
    }

    /** Returns the ids of the contender's sessions. */
    String[] ids() {
        return Workload.keys(kind, Workload.present().length);
    }

    /** Saves all sessions of the contender, and returns it. */
    Peer withSessions(Peer peer) {
        for (String id : ids()) {
            peer.save(id);
        }
        return peer;
    }
}
