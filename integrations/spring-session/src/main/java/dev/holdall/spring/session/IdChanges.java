package dev.holdall.spring.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Keys;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes a session from its old id, so that it can be created under its new one. The steps:
 *
 * <ol>
 *   <li>An entry of the store, the <em>claim</em>, is added under the old id, and tells the new id. Of several requests
 *       that change the id at once, one has the claim; for the others the session has ended.
 *   <li>The old map is read anew, so that nothing is lost that other requests have changed.
 *   <li>The old map is revoked.
 *   <li>The new map is created.
 * </ol>
 *
 * <p>So there are never two valid ids. A logout with the old id finds the claim, and revokes the new id, too: this
 * request either finds the old map gone, or what it creates has no effect. A save that fails between the steps can be
 * tried again; it goes on with what it has read, as long as it has had the claim since. Thread-safe.
 */
final class IdChanges {

    /** Longer than a request takes, its retries included. Until then nobody else can change the id if this fails. */
    private static final Ttl CLAIM_TTL = Ttl.of(Duration.ofMinutes(1));

    private final Requests requests;

    IdChanges(Requests requests) {
        this.requests = requests;
    }

    private static String claimKey(String oldId) {
        return Keys.of("session-id-change", oldId);
    }

    /** Returns the id that a session has got in place of this one within the last minute. */
    static CompletionStage<Optional<String>> newId(Requests requests, String oldId) {
        return requests.entry(claimKey(oldId)).thenApply(value -> value.map(bytes -> new String(bytes, UTF_8)));
    }

    /** Takes a session from its old id; returns its fields, or null if it has ended. */
    CompletionStage<@Nullable Map<String, byte[]>> carry(Renaming renaming) {
        return claim(renaming).thenCompose(mine -> mine ? take(renaming) : CompletableFuture.completedStage(null));
    }

    private CompletionStage<Boolean> claim(Renaming renaming) {
        byte[] newId = renaming.newId().getBytes(UTF_8);
        return requests.addEntry(claimKey(renaming.oldId()), newId, CLAIM_TTL).thenCompose(added -> {
            if (added) {
                renaming.claim();
                return CompletableFuture.completedStage(true);
            }
            return newId(requests, renaming.oldId()).thenApply(claimed -> isMine(renaming, claimed));
        });
    }

    /** Returns whether a claim that is there is this one: of an attempt before, or of one whose answer didn't come. */
    private static boolean isMine(Renaming renaming, Optional<String> claimed) {
        boolean mine = claimed.isPresent() && claimed.get().equals(renaming.newId());
        if (mine && !renaming.isClaimed()) {
            renaming.claim();
        }
        return mine;
    }

    private CompletionStage<@Nullable Map<String, byte[]>> take(Renaming renaming) {
        return readLatest(renaming.oldId()).thenCompose(old -> {
            if (old.isPresent()) {
                renaming.carry(old.get());
            }
            Map<String, byte[]> carried = renaming.carried();
            return carried == null
                    ? CompletableFuture.completedStage(null)
                    : requests.revoke(renaming.oldId()).thenApply(reach -> carried);
        });
    }

    /** Reads a map with what all data centres have; where one of them can't be asked, what this one has. */
    private CompletionStage<Optional<SessionMap>> readLatest(String id) {
        CompletionStage<Optional<SessionMap>> latest = Stages.attempt(() -> requests.read(id, Read.LATEST));
        return latest.handle((map, failure) -> isUnreachable(failure) ? requests.readOwn(id) : latest)
                .thenCompose(stage -> stage);
    }

    private static boolean isUnreachable(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Stages.cause(failure);
        return cause instanceof StoreUnavailableException || cause instanceof StoreTimeoutException;
    }
}
