package dev.holdall.spring.session;

import dev.holdall.SessionMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ends sessions for good. Thread-safe. */
final class SessionEndings {

    private final Requests requests;
    private final SessionContext context;
    private final SessionIndex index;
    private final SessionEvents events;

    SessionEndings(Requests requests, SessionContext context, SessionIndex index, SessionEvents events) {
        this.requests = requests;
        this.context = context;
        this.index = index;
        this.events = events;
    }

    /**
     * Ends a session, and the one that has got another id in place of this one. It is revoked whether or not it is
     * found: a save that is under way, here or in another data centre, must not bring it back.
     */
    CompletionStage<@Nullable Void> end(String id) {
        if (!SessionIds.canBe(id)) {
            return Stages.done();
        }
        CompletionStage<Optional<SessionMap>> read = Stages.attempt(() -> requests.read(id));
        // If the read fails, the session is revoked all the same, and the caller learns of the failure afterwards.
        return read.handle((found, failure) -> requests.revoke(id))
                .thenCompose(revocation -> revocation)
                .thenCompose(reach -> IdChanges.newId(requests, id))
                .thenCompose(newId -> newId.isPresent() ? end(newId.get()) : Stages.done())
                .thenCompose(done -> read)
                .thenCompose(found -> clean(id, found));
    }

    private CompletionStage<@Nullable Void> clean(String id, Optional<SessionMap> found) {
        if (found.isEmpty()) {
            return Stages.done();
        }
        HoldallSession session = new HoldallSession(context, found.get());
        Set<String> groups = SessionFields.groups(found.get());
        return index.remove(groups, id).thenCompose(done -> {
            events.deleted(session);
            return Stages.done();
        });
    }
}
