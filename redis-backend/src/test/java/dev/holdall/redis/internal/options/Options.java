package dev.holdall.redis.internal.options;

import dev.holdall.tck.ConfiguredOptions;

/** Reads this backend's options in tests. */
final class Options {

    static final ConfiguredOptions OPTIONS = new ConfiguredOptions("redis", "nodes = [here]");

    private Options() {}
}
