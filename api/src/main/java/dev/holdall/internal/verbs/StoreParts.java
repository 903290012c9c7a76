package dev.holdall.internal.verbs;

import dev.holdall.internal.clock.VersionClock;
import dev.holdall.internal.dispatch.Dispatch;
import dev.holdall.internal.validation.Validation;
import dev.holdall.spi.SessionBackend;
import java.time.InstantSource;

/**
 * The parts of a store that its verbs use.
 *
 * @param backend the backend, with its decorators
 * @param validation checks the arguments of callers
 * @param dispatch sends requests, and reads their answers
 * @param clock makes versions
 * @param wallClock the time of day, for expiries
 */
public record StoreParts(
        SessionBackend backend,
        Validation validation,
        Dispatch dispatch,
        VersionClock clock,
        InstantSource wallClock) {}
