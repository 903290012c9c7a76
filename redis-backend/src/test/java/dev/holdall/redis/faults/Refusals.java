package dev.holdall.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStoreException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that a call fails with the outcome {@code NOT_APPLIED}, or a bulk call for its only key. */
final class Refusals {

    private Refusals() {}

    static void assertRefused(Class<? extends SessionStoreException> type, ThrowingCallable call) {
        SessionStoreException failure = catchThrowableOfType(SessionStoreException.class, call);
        SessionStoreException ofKey = failure instanceof PartialFailureException bulk ? ofOnlyKey(bulk) : failure;
        assertThat(ofKey).isInstanceOf(type);
        assertThat(ofKey.outcome()).as(ofKey.toString()).isEqualTo(Outcome.NOT_APPLIED);
    }

    private static SessionStoreException ofOnlyKey(PartialFailureException bulk) {
        assertThat(bulk.failures()).hasSize(1);
        return bulk.failures().values().iterator().next();
    }
}
