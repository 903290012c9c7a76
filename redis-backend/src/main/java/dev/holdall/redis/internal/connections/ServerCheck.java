package dev.holdall.redis.internal.connections;

import dev.holdall.Outcome;
import dev.holdall.Traits;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Scripts;
import dev.holdall.redis.internal.requests.Requests;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the servers at opening: whether they run scripts, and what they promise. Blocks. */
public final class ServerCheck {

    private static final Duration MAX_TTL = Duration.ofDays(36_500);

    /** An eighth of the longest string that Redis stores by default. */
    private static final int MAX_VALUE_BYTES = 64 << 20;

    private static final String NO_EVICTION = "noeviction";

    private static final String SCRIPTS_FORBIDDEN =
            "the server doesn't let this user run scripts (SCRIPT LOAD and EVALSHA), which every write needs:"
                    + " docs/backends/redis.md has the rights";
    private static final String WAIT_FORBIDDEN = "the server doesn't let this user run WAIT, which wait.replicas needs";

    private final String store;
    private final List<StatefulRedisConnection<String, byte[]>> primaries;
    private final boolean allReached;
    private final OpeningWait opening;
    private final boolean replicasAnswer;

    /**
     * Finds the primaries that can be reached.
     *
     * @throws BackendException if none can be reached
     */
    public ServerCheck(String store, Servers servers, OpeningWait opening) {
        this.store = store;
        this.opening = opening;
        List<CompletionStage<StatefulRedisConnection<String, byte[]>>> all = servers.primaries();
        primaries = reachable(all, opening);
        allReached = primaries.size() == all.size();
        replicasAnswer = servers.hasReplicas();
    }

    private static List<StatefulRedisConnection<String, byte[]>> reachable(
            List<CompletionStage<StatefulRedisConnection<String, byte[]>>> all, OpeningWait opening) {
        List<StatefulRedisConnection<String, byte[]>> reached = new ArrayList<>();
        BackendException last = ServerFailures.slotWithoutNode();
        for (CompletionStage<StatefulRedisConnection<String, byte[]>> primary : all) {
            try {
                reached.add(opening.await(primary));
            } catch (BackendException e) {
                last = e;
            }
        }
        if (reached.isEmpty()) {
            throw last;
        }
        return reached;
    }

    /** Loads these scripts on every primary, and fails if the user may not run them. */
    public void prepareScripts(Scripts scripts) {
        primaries.forEach(primary -> opening.await(loadAll(primary, scripts)
                .thenCompose(loaded -> Requests.dispatch(primary, Commands.probe(Scripts.READ)))
                .exceptionallyCompose(failure -> forbidden(failure, SCRIPTS_FORBIDDEN))));
    }

    /** Fails if the user may not run WAIT: every write would be made, and then be reported as failed. */
    public void checkWait() {
        primaries.forEach(primary ->
                opening.await(Requests.dispatch(primary, Commands.waitForReplicas(0, Duration.ofMillis(1)))
                        .exceptionallyCompose(failure -> forbidden(failure, WAIT_FORBIDDEN))));
    }

    private static CompletionStage<Void> loadAll(StatefulRedisConnection<String, byte[]> primary, Scripts scripts) {
        return CompletableFuture.allOf(scripts.all().stream()
                .map(script -> Requests.dispatch(primary, Commands.load(script)).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private static <T> CompletionStage<T> forbidden(Throwable failure, String message) {
        return CompletableFuture.failedStage(
                ServerFailures.isForbidden(failure)
                        ? new BackendException(BackendException.Kind.FAILED, Outcome.NOT_APPLIED, message, null)
                        : ServerFailures.translate(failure));
    }

    /**
     * Returns what the servers promise. A primary that can't be reached, or whose {@code INFO} doesn't show it,
     * promises nothing. Warns if the servers may evict entries.
     */
    public Traits traits() {
        List<Optional<String>> policies = infoValues("memory", "maxmemory_policy");
        List<String> evicting = policies.stream()
                .flatMap(Optional::stream)
                .filter(policy -> !policy.equals(NO_EVICTION))
                .distinct()
                .toList();
        if (!evicting.isEmpty()) {
            RedisLog.LOG.warn(
                    "{}/redis: the server may evict entries before they expire (maxmemory-policy {}), and revocations"
                            + " too, so that a revoked session can come back: set maxmemory-policy noeviction",
                    store,
                    String.join(", ", evicting));
        }
        boolean disk = allAnswer(infoValues("persistence", "aof_enabled"), "1");
        return Traits.builder()
                .durability(disk ? Traits.Durability.DISK : Traits.Durability.SERVICE)
                .reach(Traits.Scope.ALL_DCS)
                .atomicity(Traits.Scope.ALL_DCS)
                .ttlResolution(Duration.ofMillis(1))
                .maxTtl(MAX_TTL)
                .maxValueBytes(MAX_VALUE_BYTES)
                .evicts(!allAnswer(policies, NO_EVICTION))
                .comparesVersions(true)
                .localReadsLag(replicasAnswer)
                .maps(true)
                .groups(true)
                .build();
    }

    private boolean allAnswer(List<Optional<String>> values, String wanted) {
        return allReached && values.stream().allMatch(Optional.of(wanted)::equals);
    }

    /**
     * Returns a field's value in the {@code INFO} of each primary that was reached; empty for one whose user may not
     * run it.
     */
    private List<Optional<String>> infoValues(String section, String field) {
        Pattern pattern = Pattern.compile("^" + field + ":(\\S+)", Pattern.MULTILINE);
        return primaries.stream()
                .map(primary -> info(primary, section)
                        .map(pattern::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1)))
                .toList();
    }

    private Optional<String> info(StatefulRedisConnection<String, byte[]> primary, String section) {
        AsyncCommand<String, byte[], String> info = Commands.info(section);
        return opening.await(Requests.dispatch(primary, info)
                .handle((text, refused) -> Optional.ofNullable(refused == null ? text : null)));
    }
}
