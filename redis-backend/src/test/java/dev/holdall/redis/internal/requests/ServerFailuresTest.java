package dev.holdall.redis.internal.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.PartitionSelectorException;
import io.lettuce.core.internal.ExceptionFactory;
import java.net.SocketException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServerFailuresTest {

    /** A part of a server's error that names a key, so no message may show it. */
    private static final String SERVERS_TEXT = " alice:4f1c";

    @ParameterizedTest
    @CsvSource({
        "READONLY, UNAVAILABLE",
        "LOADING, UNAVAILABLE",
        "MASTERDOWN, UNAVAILABLE",
        "CLUSTERDOWN, UNAVAILABLE",
        "MOVED, UNAVAILABLE",
        "ASK, UNAVAILABLE",
        "TRYAGAIN, UNAVAILABLE",
        "NOREPLICAS, UNAVAILABLE",
        "MISCONF, UNAVAILABLE",
        "NOSCRIPT, UNAVAILABLE",
        "BUSY, OVERLOADED",
        "OOM, OVERLOADED",
        "WRONGTYPE, CORRUPT",
        "NOAUTH, FAILED",
        "WRONGPASS, FAILED",
        "NOPERM, FAILED"
    })
    void refusal_isNotApplied(String code, Kind kind) {
        String within6 = "ERR Error running script (call to f_0a1b): @user_script:19: @user_script: 19: -" + code;
        for (String beginning : Stream.of(code, within6).toList()) {
            BackendException failure =
                    ServerFailures.translate(ExceptionFactory.createExecutionException(beginning + SERVERS_TEXT));
            assertThat(failure.kind()).as(beginning).isEqualTo(kind);
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            assertThat(failure.getMessage()).doesNotContain(SERVERS_TEXT);
            assertThat(failure).hasNoCause();
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                fails(new RedisCommandTimeoutException("2 s"), Kind.TIMEOUT, Outcome.UNKNOWN, "did not answer in time"),
                fails(
                        new RedisException("Currently not connected. Commands are rejected."),
                        Kind.UNAVAILABLE,
                        Outcome.NOT_APPLIED,
                        "is not connected"),
                fails(
                        new RedisException("Connection is closed"),
                        Kind.UNAVAILABLE,
                        Outcome.NOT_APPLIED,
                        "is not connected"),
                fails(
                        new RedisConnectionException("Unable to connect"),
                        Kind.UNAVAILABLE,
                        Outcome.NOT_APPLIED,
                        "is not connected"),
                fails(
                        new RedisException("Connection disconnected"),
                        Kind.UNAVAILABLE,
                        Outcome.UNKNOWN,
                        "connection to the server was lost"),
                fails(
                        new CancellationException(),
                        Kind.UNAVAILABLE,
                        Outcome.UNKNOWN,
                        "connection to the server was lost"),
                fails(
                        new SocketException("Connection reset"),
                        Kind.UNAVAILABLE,
                        Outcome.UNKNOWN,
                        "connection to the server was lost"),
                fails(
                        new RedisException("Request queue size exceeded: 7. Commands are not accepted"),
                        Kind.OVERLOADED,
                        Outcome.NOT_APPLIED,
                        "too many requests"),
                fails(
                        new RedisException("Internal stack size exceeded: 7. Commands are not accepted"),
                        Kind.OVERLOADED,
                        Outcome.NOT_APPLIED,
                        "too many requests"),
                fails(
                        new PartitionSelectorException("Cannot determine a partition", null),
                        Kind.UNAVAILABLE,
                        Outcome.NOT_APPLIED,
                        "no node of the cluster has the key's slot"),
                fails(
                        ExceptionFactory.createExecutionException("ERR something new"),
                        Kind.FAILED,
                        Outcome.UNKNOWN,
                        "answered with an error (ERR)"),
                fails(new IllegalStateException("odd"), Kind.FAILED, Outcome.UNKNOWN, "client library failed"));
    }

    private static Arguments fails(Throwable failure, Kind kind, Outcome outcome, String message) {
        return arguments(failure, kind, outcome, message);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_isTranslated(Throwable failure, Kind kind, Outcome outcome, String message) {
        for (Throwable thrown :
                Stream.of(failure, new CompletionException(failure)).toList()) {
            BackendException translated = ServerFailures.translate(thrown);
            assertThat(translated.kind()).isEqualTo(kind);
            assertThat(translated.outcome()).isEqualTo(outcome);
            assertThat(translated).hasMessageContaining(message);
        }
    }
}
