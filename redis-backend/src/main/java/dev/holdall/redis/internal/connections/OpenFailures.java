package dev.holdall.redis.internal.connections;

import dev.holdall.Outcome;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.TlsOptions;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translates failures to connect into this library's failures. */
final class OpenFailures {

    /** The command that a server names where the user may not run it. */
    private static final Pattern FORBIDDEN_COMMAND = Pattern.compile("run the '([a-z|-]+)' command");

    private final String where;
    private final boolean tls;

    /**
     * Translates failures to connect to these servers.
     *
     * @param where the servers, for messages
     * @param tls whether this library speaks TLS to them
     */
    OpenFailures(String where, boolean tls) {
        this.where = where;
        this.tls = tls;
    }

    BackendException translate(Throwable failure) {
        if (failure instanceof BackendException translated) {
            return translated;
        }
        List<Throwable> causes = causes(failure).toList();
        return causes.stream()
                .filter(RedisCommandExecutionException.class::isInstance)
                .findFirst()
                .map(refusal -> ofServer((RedisCommandExecutionException) refusal))
                .orElseGet(() -> unavailable(ofClient(causes), causes));
    }

    /**
     * Returns a failure, its causes and what they suppress: the client library hides there what each of several servers
     * has answered.
     */
    private static Stream<Throwable> causes(@Nullable Throwable failure) {
        return failure == null
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(failure),
                        Stream.concat(
                                causes(failure.getCause()),
                                Stream.of(failure.getSuppressed()).flatMap(OpenFailures::causes)));
    }

    /** Leaves out the server's own words, since they may name a user. */
    private BackendException ofServer(RedisCommandExecutionException refusal) {
        String message = String.valueOf(refusal.getMessage());
        if (message.contains("without any password configured")) {
            return refused("the server " + where + " asks for no password, but one is set");
        }
        if (message.contains("max number of clients")) {
            return failure(Kind.OVERLOADED, "the server " + where + " takes no more clients", null);
        }
        if (message.contains("cluster support disabled")) {
            return refused("the server " + where + " has no cluster support: if it stands alone, use redis://"
                    + " (topology = standalone)");
        }
        if (message.contains("DB index is out of range")) {
            return refused(
                    "the server " + where + " has no database of the number that is set: see its option databases");
        }
        if (message.toLowerCase(Locale.ROOT).contains("unknown command") && message.contains("SENTINEL")) {
            return refused("the server " + where + " is not a sentinel: if it keeps the data itself, use redis://"
                    + " (topology = standalone)");
        }
        Matcher command = FORBIDDEN_COMMAND.matcher(message);
        if (ServerFailures.isForbidden(refusal) && command.find()) {
            return refused("the server " + where + " doesn't let this user run "
                    + command.group(1).replace('|', ' ').toUpperCase(Locale.ROOT)
                    + ", which connecting needs: docs/backends/redis.md has the rights");
        }
        BackendException translated = ServerFailures.translate(refusal);
        return failure(translated.kind(), translated.getMessage() + ": " + where, null);
    }

    private String ofClient(List<Throwable> causes) {
        if (causes.stream().anyMatch(OpenFailures::isNoTls)) {
            return "no server answered over TLS: tried " + where + "; servers without TLS need redis:// instead of"
                    + " rediss:// (tls.enabled = false)";
        }
        if (causes.stream().anyMatch(TlsOptions::isTlsFailure)) {
            return "no server could be reached over TLS: tried " + where + TlsOptions.advice();
        }
        if (causes.stream().anyMatch(OpenFailures::isUnknownMaster)) {
            return "the sentinels " + where
                    + " know no primary of the name that is set: see master-name, or #name at the" + " end of the uri";
        }
        String unreachable = "no server could be reached: tried " + where;
        return !tls && causes.stream().anyMatch(OpenFailures::isClosedAtOnce)
                ? unreachable + "; a server closed the connection at once, as those do that expect TLS: rediss://"
                        + " (tls.enabled = true)"
                : unreachable;
    }

    /** A server without TLS takes the handshake for the beginning of a command, and waits for the rest of it. */
    private static boolean isNoTls(Throwable cause) {
        return cause instanceof SslHandshakeTimeoutException || cause instanceof NotSslRecordException;
    }

    private static boolean isUnknownMaster(Throwable cause) {
        return String.valueOf(cause.getMessage()).startsWith("Cannot provide redisAddress using sentinel");
    }

    private static boolean isClosedAtOnce(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return (cause instanceof SocketException && message.contains("reset"))
                || (cause instanceof RedisConnectionException && message.contains("closed prematurely"));
    }

    /**
     * Keeps the first cause that isn't the client library's own: the client library writes URIs into its messages, with
     * the user's name and an asterisk for each character of the password.
     */
    private static BackendException unavailable(String message, List<Throwable> causes) {
        Throwable first = causes.stream()
                .filter(cause -> !(cause instanceof CompletionException))
                .filter(cause -> !cause.getClass().getName().startsWith("io.lettuce."))
                .findFirst()
                .orElse(null);
        return failure(Kind.UNAVAILABLE, message, first);
    }

    private static BackendException refused(String message) {
        return failure(Kind.FAILED, message, null);
    }

    private static BackendException failure(Kind kind, String message, @Nullable Throwable cause) {
        return new BackendException(kind, Outcome.NOT_APPLIED, message, cause);
    }
}
