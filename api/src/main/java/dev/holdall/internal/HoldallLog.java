package dev.holdall.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the logger of this module; {@code docs/operations.md} lists the lines that it logs. */
public final class HoldallLog {

    public static final Logger LOG = LoggerFactory.getLogger("dev.holdall");

    private HoldallLog() {}
}
