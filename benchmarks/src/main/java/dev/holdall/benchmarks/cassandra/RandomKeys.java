package dev.holdall.benchmarks.cassandra;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Keys, any of which comes next. */
final class RandomKeys {

    private final String[] keys;
    private final AtomicLong seeds = new AtomicLong();

    RandomKeys(String[] keys) {
        this.keys = keys;
    }

    /** An endless sequence for one caller, another one each time. */
    Sequence sequence() {
        return new Sequence(new SplittableRandom(seeds.incrementAndGet()));
    }

    /** Not thread-safe. */
    final class Sequence {

        private final SplittableRandom random;

        private Sequence(SplittableRandom random) {
            this.random = random;
        }

        String next() {
            return keys[random.nextInt(keys.length)];
        }
    }
}
