package dev.holdall.http.internal.web;

import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemType;
import dev.holdall.spi.LogThrottle;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs why requests fail: the first failure of each type, then one a minute at most. Thread-safe. */
final class FailureLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.holdall.http");

    private final Map<ProblemType, LogThrottle> throttles = new EnumMap<>(ProblemType.class);

    FailureLog() {
        for (ProblemType type : ProblemType.values()) {
            throttles.put(type, new LogThrottle());
        }
    }

    void report(Problem problem, Throwable failure, String requestId) {
        LogThrottle throttle = throttles.get(problem.type());
        if (throttle == null || !throttle.count()) {
            return;
        }
        if (isExpected(problem, failure)) {
            LOG.warn(
                    "a request was answered with {} ({} so far): {}; request {}",
                    problem.type().label(),
                    throttle.total(),
                    failure.getMessage(),
                    requestId);
        } else {
            LOG.error(
                    "the server failed in a way that it should not ({} times so far); request {}",
                    throttle.total(),
                    requestId,
                    failure);
        }
    }

    private static boolean isExpected(Problem problem, Throwable failure) {
        return problem.type() != ProblemType.FAILED || failure instanceof dev.holdall.SessionStoreException;
    }
}
