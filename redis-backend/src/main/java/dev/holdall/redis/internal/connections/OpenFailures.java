package dev.holdall.redis.internal.connections;

import dev.holdall.Outcome;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.TlsOptions;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translates failures to connect into this library's failures. */
final class OpenFailures {

    private OpenFailures() {}

    /**
     * Translates a failure to connect.
     *
     * @param where the servers, for the message
     */
    static BackendException translate(Throwable failure, String where) {
        if (failure instanceof BackendException translated) {
            return translated;
        }
        Optional<RedisCommandExecutionException> refusal = cause(failure, RedisCommandExecutionException.class);
        if (refusal.isPresent()) {
            return ofServer(refusal.get(), where);
        }
        if (TlsOptions.isTlsFailure(failure)) {
            String message = "no server could be reached over TLS: tried " + where + TlsOptions.advice();
            return failure(Kind.UNAVAILABLE, message, failure);
        }
        return failure(Kind.UNAVAILABLE, "no server could be reached: tried " + where, failure);
    }

    /** Leaves out the server's own words, since they may name a user. */
    private static BackendException ofServer(RedisCommandExecutionException refusal, String where) {
        String message = String.valueOf(refusal.getMessage());
        if (message.contains("without any password configured")) {
            return failure(Kind.FAILED, "the server " + where + " asks for no password, but one is set", null);
        }
        if (message.contains("max number of clients")) {
            return failure(Kind.OVERLOADED, "the server " + where + " takes no more clients", null);
        }
        BackendException translated = ServerFailures.translate(refusal);
        return failure(translated.kind(), translated.getMessage() + ": " + where, null);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static BackendException failure(Kind kind, String message, @Nullable Throwable cause) {
        return new BackendException(kind, Outcome.NOT_APPLIED, message, cause);
    }
}
