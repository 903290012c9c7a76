package dev.holdall.internal.verbs;

import dev.holdall.internal.clock.VersionClock;
import dev.holdall.internal.dispatch.Dispatch;
import dev.holdall.internal.validation.Validation;
import dev.holdall.spi.SessionBackend;
import java.time.InstantSource;

/**
 * What the verbs of a store work with.
 *
 * @param backend with its decorators
 * @param validation checks what callers give
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
