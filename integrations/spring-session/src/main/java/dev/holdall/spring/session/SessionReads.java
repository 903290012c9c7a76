package dev.holdall.spring.session;

import dev.holdall.SessionMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds sessions. Thread-safe. */
final class SessionReads {

    private final Requests requests;
    private final SessionContext context;
    private final SessionIndex index;

    SessionReads(Requests requests, SessionContext context, SessionIndex index) {
        this.requests = requests;
        this.context = context;
        this.index = index;
    }

    CompletionStage<Optional<HoldallSession>> find(String id) {
        return SessionIds.canBe(id)
                ? requests.read(id).thenApply(found -> found.map(this::session))
                : CompletableFuture.completedStage(Optional.empty());
    }

    /** Finds sessions by a value of an index. None has a null or an empty one. */
    CompletionStage<Map<String, HoldallSession>> find(String indexName, @Nullable String indexValue) {
        if (indexValue == null || indexValue.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        return index.find(indexName, indexValue).thenApply(found -> {
            Map<String, HoldallSession> sessions = new LinkedHashMap<>();
            found.forEach((id, map) -> sessions.put(id, session(map)));
            return sessions;
        });
    }

    private HoldallSession session(SessionMap map) {
        return new HoldallSession(context, map);
    }
}
