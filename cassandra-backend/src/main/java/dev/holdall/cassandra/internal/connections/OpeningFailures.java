package dev.holdall.cassandra.internal.connections;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.typesafe.config.ConfigException;
import dev.holdall.Outcome;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.TlsOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says why a session could not be opened, as far as the driver or a node gave a reason. */
final class OpeningFailures {

    /** What Netty throws if an answer is not one of TLS. */
    private static final String NOT_TLS = "NotSslRecordException";

    private final ConnectionOptions options;

    OpeningFailures(ConnectionOptions options) {
        this.options = options;
    }

    /** Makes the failure of contact points none of which has an address. */
    BackendException noAddress() {
        return failure(Kind.UNAVAILABLE, "no contact point has an address: tried " + options.contactPoints(), null);
    }

    /** Translates what the driver throws instead of opening a session. */
    BackendException translate(RuntimeException e) {
        boolean reachedNone = e instanceof AllNodesFailedException;
        // The driver reads some options only when it connects to a node.
        return reachedNone && causes(e).noneMatch(ConfigException.class::isInstance) ? unreachable(e) : notStarted(e);
    }

    private BackendException unreachable(RuntimeException e) {
        if (causes(e).anyMatch(AuthenticationException.class::isInstance)) {
            return failure(
                    Kind.FAILED, "the cluster did not accept the credentials, or requires some and none are set", null);
        }
        return failure(
                Kind.UNAVAILABLE,
                "no node could be reached" + how(e) + ": tried the contact points " + options.contactPoints()
                        + advice(e),
                e);
    }

    private String how(RuntimeException e) {
        return isOfTls(e) && !isNotTls(e) ? " over TLS" : "";
    }

    private String advice(RuntimeException e) {
        if (isNotTls(e)) {
            return "; tls.enabled is true, but a node answered without TLS";
        }
        if (isOfTls(e)) {
            return TlsOptions.advice();
        }
        boolean closed = causes(e).anyMatch(ClosedConnectionException.class::isInstance);
        return closed && !options.tls().enabled()
                ? "; a node closed the connection at once, as one does that requires TLS (tls.enabled is false)"
                : "";
    }

    private static boolean isOfTls(RuntimeException e) {
        return causes(e).anyMatch(TlsOptions::isTlsFailure);
    }

    private static boolean isNotTls(RuntimeException e) {
        return causes(e).anyMatch(cause -> cause.getClass().getSimpleName().equals(NOT_TLS));
    }

    /**
     * Makes the failure of a driver that can't be started with its options. The driver's own failure is left out, since
     * its messages show values of options. Those options of the driver block are named that it is about.
     */
    private BackendException notStarted(RuntimeException e) {
        List<Throwable> causes = causes(e).toList();
        String named = options.driver().entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(option -> causes.stream()
                        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(option)))
                .sorted()
                .map("driver."::concat)
                .collect(Collectors.joining(", "));
        String types = causes.stream()
                .map(cause -> cause.getClass().getName())
                .distinct()
                .collect(Collectors.joining(", "));
        return failure(
                Kind.FAILED,
                "the driver could not be started with these options" + (named.isEmpty() ? "" : ", because of " + named)
                        + " (" + types + ")",
                null);
    }

    /** Returns a failure and its causes, among them those of each node that was tried. */
    private static Stream<Throwable> causes(Throwable failure) {
        Stream<Throwable> chain = Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
        Stream<Throwable> ofNodes = failure instanceof AllNodesFailedException all
                ? all.getAllErrors().values().stream().flatMap(List::stream).flatMap(OpeningFailures::causes)
                : Stream.empty();
        return Stream.concat(chain, ofNodes);
    }

    private static BackendException failure(Kind kind, String message, @Nullable Throwable cause) {
        return new BackendException(kind, Outcome.NOT_APPLIED, message, cause);
    }
}
