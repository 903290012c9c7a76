package dev.holdall.redis.internal.replication;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a comparison has done so far. Thread-safe. */
public final class Tally {

    final LongAdder scanned = new LongAdder();
    final LongAdder examined = new LongAdder();
    final LongAdder different = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder refused = new LongAdder();

    Tally() {}

    /** Returns how many keys were scanned, in both data centres together. */
    public long scanned() {
        return scanned.sum();
    }

    /** Returns how many keys were compared one by one, because a key of their bucket differs. */
    public long examined() {
        return examined.sum();
    }

    /** Returns how many keys had different records. */
    public long different() {
        return different.sum();
    }

    /** Returns how many records of this data centre were stored in the other one. */
    public long sent() {
        return sent.sum();
    }

    /** Returns how many records of the other data centre were stored in this one. */
    public long received() {
        return received.sum();
    }

    /** Returns how many records were refused, because something that isn't a record is under the key. */
    public long refused() {
        return refused.sum();
    }
}
