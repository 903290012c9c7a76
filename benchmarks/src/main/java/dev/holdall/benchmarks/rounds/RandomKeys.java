package dev.holdall.benchmarks.rounds;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Keys, any of which comes next.
 *
 * @param <K> what a call is made with: a key, or several
 */
public final class RandomKeys<K> {

    private static final int CHOICES = 1_000;

    private final List<K> keys;
    private final AtomicLong seeds = new AtomicLong();

    private RandomKeys(List<K> keys) {
        this.keys = keys;
    }

    /**
     * One at a time.
     *
     * @param keys at least one
     * @return those
     */
    public static RandomKeys<String> of(String[] keys) {
        return new RandomKeys<>(List.of(keys));
    }

    /**
     * Several at a time, a thousand times chosen.
     *
     * @param keys at least one
     * @param many how many at a time
     * @return lists of those
     */
    public static RandomKeys<List<String>> ofMany(String[] keys, int many) {
        RandomKeys<String>.Sequence each = of(keys).sequence();
        return new RandomKeys<>(Stream.generate(
                        () -> Stream.generate(each::next).distinct().limit(many).toList())
                .limit(CHOICES)
                .toList());
    }

    /**
     * An endless sequence for one caller.
     *
     * @return another one each time
     */
    public Sequence sequence() {
        return new Sequence(new SplittableRandom(seeds.incrementAndGet()));
    }

    /** Not thread-safe. */
    public final class Sequence {

        private final SplittableRandom random;

        private Sequence(SplittableRandom random) {
            this.random = random;
        }

        /**
         * Goes on.
         *
         * @return any of the keys
         */
        public K next() {
            return keys.get(random.nextInt(keys.size()));
        }
    }
}
