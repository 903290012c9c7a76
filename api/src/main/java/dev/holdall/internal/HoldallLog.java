package dev.holdall.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logger of this module; {@code docs/operations.md} lists what it says. */
public final class HoldallLog {

    public static final Logger LOG = LoggerFactory.getLogger("dev.holdall");

    private HoldallLog() {}
}
