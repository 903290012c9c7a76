package dev.holdall.benchmarks.rounds;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Keys for calls, chosen at random.
 *
 * @param <K> the type of a call's argument: a key, or a list of keys
 */
public final class RandomKeys<K> {

    private static final int CHOICES = 1_000;

    private final List<K> keys;
    private final AtomicLong seeds = new AtomicLong();

    private RandomKeys(List<K> keys) {
        this.keys = keys;
    }

    /**
     * Creates random keys for calls with one key.
     *
     * @param keys the keys, at least one
     * @return the random keys
     */
    public static RandomKeys<String> of(String[] keys) {
        return of(List.of(keys));
    }

    /**
     * Creates random arguments for calls with one argument.
     *
     * @param all the arguments, at least one
     * @return the random arguments
     * @param <K> the type of an argument
     */
    public static <K> RandomKeys<K> of(List<K> all) {
        return new RandomKeys<>(List.copyOf(all));
    }

    /**
     * Creates random lists of keys for calls with several keys. A thousand lists are made in advance, and a call gets
     * one of these.
     *
     * @param keys the keys; at least as many different ones as a list has, or this never returns
     * @param many how many keys a list has
     * @return the random lists
     */
    public static RandomKeys<List<String>> ofMany(String[] keys, int many) {
        RandomKeys<String>.Sequence each = of(keys).sequence();
        return new RandomKeys<>(Stream.generate(
                        () -> Stream.generate(each::next).distinct().limit(many).toList())
                .limit(CHOICES)
                .toList());
    }

    /**
     * Creates an endless random sequence for one caller.
     *
     * @return a sequence with a seed of its own
     */
    public Sequence sequence() {
        return new Sequence(new SplittableRandom(seeds.incrementAndGet()));
    }

    /** An endless random sequence of keys. Not thread-safe. */
    public final class Sequence {

        private final SplittableRandom random;

        private Sequence(SplittableRandom random) {
            this.random = random;
        }

        /**
         * Returns the next random key.
         *
         * @return one of the keys
         */
        public K next() {
            return keys.get(random.nextInt(keys.size()));
        }
    }
}
