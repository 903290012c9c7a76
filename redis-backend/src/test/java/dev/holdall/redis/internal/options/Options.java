package dev.holdall.redis.internal.options;

import dev.holdall.tck.ConfiguredOptions;

/** The options of this backend, as tests configure them. */
final class Options {

    static final ConfiguredOptions OPTIONS = new ConfiguredOptions("redis", "nodes = [here]");

    private Options() {}
}
