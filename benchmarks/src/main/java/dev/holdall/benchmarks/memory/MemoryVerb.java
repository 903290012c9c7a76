package dev.holdall.benchmarks.memory;

import dev.holdall.benchmarks.Workload;
import java.util.List;

/** The verbs that are measured. */
enum MemoryVerb {
    GET_HIT("get hit"),
    GET_MISS("get miss"),
    SET("set"),
    CHANGE_TTL("changeTTL");

    private final String title;

    MemoryVerb(String title) {
        this.title = title;
    }

    /** Returns the name in the tables. */
    String title() {
        return title;
    }

    /** Returns the contenders that have the verb. */
    List<Peers> peers() {
        return this == SET || this == CHANGE_TTL
                ? List.of(Peers.RAW, Peers.BLOCKING, Peers.ASYNC)
                : List.of(Peers.values());
    }

    /** Returns the keys with which the verb is called. */
    String[] keys() {
        return this == GET_MISS ? Workload.absent() : Workload.present();
    }
}
