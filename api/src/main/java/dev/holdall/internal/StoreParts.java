package dev.holdall.internal;

import dev.holdall.internal.admission.Admission;
import dev.holdall.internal.clock.VersionClock;
import dev.holdall.internal.dispatch.Dispatch;
import dev.holdall.spi.SessionBackend;
import java.time.InstantSource;

/**
 * What the verbs of a store work with.
 *
 * @param backend with its decorators
 * @param admission checks what callers give
 * @param dispatch sends requests, and reads their answers
 * @param clock makes versions
 * @param wallClock the time of day, for expiries
 */
record StoreParts(
        SessionBackend backend, Admission admission, Dispatch dispatch, VersionClock clock, InstantSource wallClock) {}
