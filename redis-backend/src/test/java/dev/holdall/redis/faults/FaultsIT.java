package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.redis.Stores;
import dev.holdall.redis.faults.LoadClient.Failure;
import dev.holdall.spi.Counters;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the calls that are made while a fault disturbs the server, and afterwards. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final int CALLS = 40;

    /** The smallest max-requests-in-flight that a store accepts. */
    private static final int LIMIT = 256;

    private final RedisServer server = RedisServer.builder().proxied(true).start();
    private final SessionStore store =
            Stores.on(server, "").requestTimeout(LoadClient.REQUEST_TIMEOUT).open();

    @AfterAll
    void close() {
        store.close();
        server.close();
    }

    @AfterEach
    void recover() {
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .until(() -> {
                    store.set("any", bytes("value"));
                    return true;
                });
    }

    /** A fault that lasts for a while, the number of calls that each client makes meanwhile, and their failures. */
    enum Fault {
        SCRIPTS_FORGOTTEN(CALLS),
        CONNECTIONS_KILLED(CALLS),
        CUT(CALLS),
        BLACK_HOLE(6),
        PAUSED(6),
        KILLED(CALLS),
        READ_ONLY(CALLS),
        OUT_OF_MEMORY(CALLS),
        BUSY(CALLS);

        private final int calls;

        Fault(int calls) {
            this.calls = calls;
        }

        private boolean loses() {
            return this == KILLED;
        }

        /** Causes the fault, and ends it when the clients have made their calls. */
        private void happen(RedisServer server, Load load) {
            switch (this) {
                case SCRIPTS_FORGOTTEN -> between(load, () -> server.execute("SCRIPT", "FLUSH"), () -> {});
                case CONNECTIONS_KILLED -> again(load, () -> server.execute("CLIENT", "KILL", "USER", "default"));
                case CUT -> between(load, server.link()::cut, server.link()::heal);
                case BLACK_HOLE -> between(load, server.link()::blackHole, server.link()::heal);
                case PAUSED -> between(load, server::pause, server::resume);
                case KILLED -> between(load, server::kill, server::restart);
                case READ_ONLY -> refuse(load, server, Refusal.READ_ONLY);
                case OUT_OF_MEMORY -> refuse(load, server, Refusal.OUT_OF_MEMORY);
                case BUSY -> BusyScript.during(server, () -> load.awaitCalls(calls));
            }
        }

        private void again(Load load, Runnable moment) {
            for (int i = 0; i < calls; i++) {
                moment.run();
                load.awaitCalls(1);
            }
        }

        private void refuse(Load load, RedisServer server, Refusal refusal) {
            between(load, () -> refusal.begin(server), () -> refusal.end(server));
        }

        private void between(Load load, Runnable begin, Runnable end) {
            begin.run();
            try {
                load.awaitCalls(calls);
            } finally {
                end.run();
            }
        }

        private boolean allows(Failure failure) {
            SessionStoreException exception = failure.exception();
            boolean refused = exception.outcome() == Outcome.NOT_APPLIED;
            return switch (this) {
                case SCRIPTS_FORGOTTEN -> false;
                case READ_ONLY -> refused && isWrite(failure) && exception instanceof StoreUnavailableException;
                case OUT_OF_MEMORY ->
                    refused
                            && isWrite(failure)
                            && !failure.verb().isLogout()
                            && exception instanceof StoreOverloadedException;
                case BUSY -> refused && isOf(StoreOverloadedException.class, failure);
                default -> isOf(StoreUnavailableException.class, failure) || isOf(StoreTimeoutException.class, failure);
            };
        }

        private static boolean isWrite(Failure failure) {
            return !failure.verb().isRead();
        }

        /** Tells whether a call has failed with this type, or a bulk call for each of its failed keys. */
        private static boolean isOf(Class<? extends SessionStoreException> type, Failure failure) {
            return failure.causes().allMatch(type::isInstance);
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsFailForWhatHappens_andNothingIsLost(Fault fault) {
        try (Load load = new Load(store)) {
            load.awaitCalls(CALLS);
            if (fault.loses()) {
                load.noteLoss();
            }
            fault.happen(server, load);
            load.awaitRecovery(RECOVERY);
            if (fault.loses()) {
                load.noteLoss();
            }
            List<Failure> failures = load.failures();
            load.awaitCalls(CALLS);

            assertThat(load.failures())
                    .as("failures after the recovery, %s", load)
                    .hasSameSizeAs(failures);
            assertThat(failures).filteredOn(failure -> !fault.allows(failure)).isEmpty();
            assertThat(failures.isEmpty()).isEqualTo(fault == Fault.SCRIPTS_FORGOTTEN);
            load.assertRight();
        }
    }

    @Test
    void write_whoseAnswerIsLost_isMadeAndSaysThatItMayBe() {
        String key = Stores.newName("key");
        server.link().delay(LoadClient.REQUEST_TIMEOUT.dividedBy(3));
        try {
            CompletableFuture<?> write = store.async().set(key, bytes("value")).toCompletableFuture();
            await().atMost(RECOVERY).until(() -> server.admin().exists(key) == 1);
            server.link().cut();

            assertThat(write)
                    .failsWithin(LoadClient.DEADLINE)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            StoreUnavailableException.class,
                            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
        } finally {
            server.link().delay(Duration.ZERO);
            server.link().heal();
        }
    }

    @Test
    void requestsBeyondTheLimit_areRefused_andNotMade() {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        try (SessionStore limited = Stores.on(server, "max-requests-in-flight = " + LIMIT)
                .requestTimeout(LoadClient.REQUEST_TIMEOUT)
                .open()) {
            server.pause();
            for (int i = 0; i < LIMIT; i++) {
                calls.add(write(limited));
            }
            // By now, all requests are sent, and wait for their answers.
            await().pollDelay(LoadClient.REQUEST_TIMEOUT.dividedBy(4)).until(() -> true);
            for (int i = 0; i < LIMIT; i++) {
                calls.add(write(limited));
            }
            await().atMost(RECOVERY).until(() -> calls.stream().allMatch(CompletableFuture::isDone));

            assertThat(calls.stream().map(FaultsIT::failure).filter(StoreOverloadedException.class::isInstance))
                    .hasSizeBetween(1, LIMIT)
                    .allSatisfy(failure -> assertThat(((SessionStoreException) failure).outcome())
                            .isEqualTo(Outcome.NOT_APPLIED));
        } finally {
            server.resume();
        }
    }

    private static CompletableFuture<?> write(SessionStore store) {
        return store.async().set(Stores.newName("key"), bytes("value")).toCompletableFuture();
    }

    private static Throwable failure(CompletableFuture<?> call) {
        return call.handle((answer, failure) -> failure).join();
    }

    @Test
    void increments_areMadeOnceAtMost() {
        String key = Stores.newName("counter");
        List<CompletableFuture<Long>> calls = new ArrayList<>();
        await().atMost(RECOVERY).until(() -> {
            for (int i = 0; i < CALLS; i++) {
                calls.add(store.async().increment(key, 1, 1, Ttl.never()).toCompletableFuture());
            }
            server.execute("CLIENT", "KILL", "USER", "default");
            return acknowledged(calls) > 0 && unknown(calls) > 0;
        });
        await().atMost(RECOVERY).until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        recover();

        assertThat(store.get(key).map(Counters::parse).orElseThrow())
                .isBetween(acknowledged(calls), acknowledged(calls) + unknown(calls));
    }

    private static long acknowledged(List<CompletableFuture<Long>> calls) {
        return calls.stream()
                .filter(call -> call.isDone() && !call.isCompletedExceptionally())
                .count();
    }

    private static long unknown(List<CompletableFuture<Long>> calls) {
        return calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .filter(call -> call.handle((answer, failure) ->
                                failure instanceof SessionStoreException failed && failed.outcome() == Outcome.UNKNOWN)
                        .join())
                .count();
    }
}
