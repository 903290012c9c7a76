package dev.holdall.cassandra.internal.options;

import dev.holdall.tck.ConfiguredOptions;

/** The options of this backend, as tests configure them. */
public final class Options {

    public static final ConfiguredOptions OPTIONS =
            new ConfiguredOptions("cassandra", "contact-points = [here], local-datacenter = eqiad");

    private Options() {}
}
