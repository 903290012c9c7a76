package dev.holdall.logins;

import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Version;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.SessionBackend;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A login that can't begin, because what has to end for it doesn't. */
class FailedBeginTest {

    private boolean revocationsFail;

    private final SessionStore store = SessionStores.builder("logins")
            .backend("memory")
            .decorator((backend, context) -> new FailingRevocations(backend))
            .open();
    private final Logins logins = Logins.over(
            store, new LoginOptions(Duration.ofHours(1), Duration.ofDays(1), 1, AtLimit.END_OLDEST, Duration.ZERO, 10));

    private final class FailingRevocations extends ForwardingBackend {

        private final SessionBackend backend;

        FailingRevocations(SessionBackend backend) {
            super(backend);
            this.backend = backend;
        }

        @Override
        public Optional<EntryGroupBackend> groups() {
            return backend.groups();
        }

        @Override
        public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
            return revocationsFail
                    ? failedStage(new BackendException(
                            BackendException.Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "the test lets it fail", null))
                    : super.revoke(key, version, horizonMillis, deadline);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void begin_thatCannotEndTheOldest_leavesNoLogin() {
        Begun first = logins.begin("user", Map.of(), new byte[0]);
        revocationsFail = true;
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> logins.begin("user", Map.of(), new byte[0]));
        assertThat(logins.list("user"))
                .extracting(Login::handle)
                .containsExactly(first.login().handle());
        assertThat(logins.check(first.token())).isPresent();
    }
}
