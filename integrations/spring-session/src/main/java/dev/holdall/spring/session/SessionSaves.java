package dev.holdall.spring.session;

import static dev.holdall.spring.session.SessionFields.encode;
import static dev.holdall.spring.session.SessionFields.encodeEnd;

import dev.holdall.FieldChanges;
import dev.holdall.SessionMap;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Saves sessions. What a save sends is based on what was read, or on what the save before it has left: so it loses to
 * an end of the session, and to nothing else. Thread-safe.
 */
final class SessionSaves {

    private final Requests requests;
    private final SessionContext context;
    private final SessionIndex index;
    private final SessionEvents events;
    private final IdChanges idChanges;

    SessionSaves(Requests requests, SessionContext context, SessionIndex index, SessionEvents events) {
        this.requests = requests;
        this.context = context;
        this.index = index;
        this.events = events;
        this.idChanges = new IdChanges(requests);
    }

    /** Saves a session. */
    CompletionStage<@Nullable Void> save(HoldallSession session) {
        return save(session, context.options().endedSession() == EndedSession.FAIL);
    }

    /** Saves what has changed, without asking whether the session is there if nothing has. */
    CompletionStage<@Nullable Void> flush(HoldallSession session) {
        return save(session, false);
    }

    private CompletionStage<@Nullable Void> save(HoldallSession session, boolean checked) {
        Stored stored = session.stored();
        if (stored == null) {
            return create(session);
        }
        return stored.id().equals(session.getId()) ? update(session, stored, checked) : changeId(session, stored);
    }

    private CompletionStage<@Nullable Void> create(HoldallSession session) {
        Changes changes = session.attributes().changes();
        Map<String, byte[]> fields = new HashMap<>();
        changes.applyTo(fields);
        fields.put(SessionFields.CREATED, encode(session.getCreationTime()));
        Instant end = putTimes(session, fields);
        fields.put(SessionFields.GROUPS, encode(index.groupsOf(session)));
        return requests.create(session.getId(), fields, context.touches().ttl(end))
                .thenCompose(map -> {
                    Stored stored = Stored.created(map);
                    saved(session, stored, changes);
                    return index.list(session, stored, false);
                })
                .thenCompose(done -> {
                    events.created(session);
                    return Stages.done();
                });
    }

    /** Puts the times of a session that gets a new TTL, and returns its end. */
    private static @Nullable Instant putTimes(HoldallSession session, Map<String, byte[]> fields) {
        Instant end = session.newEnd();
        fields.put(SessionFields.ACCESSED, encode(session.getLastAccessedTime()));
        fields.put(SessionFields.INTERVAL, encode(session.getMaxInactiveInterval()));
        fields.put(SessionFields.END, encodeEnd(end));
        return end;
    }

    private static void saved(HoldallSession session, Stored now, Changes changes) {
        session.stored(now);
        session.attributes().saved(changes);
    }

    private CompletionStage<@Nullable Void> update(HoldallSession session, Stored stored, boolean checked) {
        Changes changes = session.attributes().changes();
        Set<String> groups = changes.isEmpty() ? SessionFields.groups(stored.map()) : index.groupsOf(session);
        boolean touch = session.isTouchDue(stored.map());
        Instant end = session.newEnd();
        return isThere(stored, touch, end, checked)
                .thenCompose(there -> there ? change(session, changes, groups, touch, end) : ended());
    }

    /** Writes the TTL, or asks for the session, or does neither; returns whether the session may be there. */
    private CompletionStage<Boolean> isThere(Stored stored, boolean touch, @Nullable Instant end, boolean checked) {
        if (touch) {
            // The TTL comes before the field that tells the end, so that this field never promises more than there is.
            return requests.changeTTL(stored.id(), context.touches().ttl(end));
        }
        return checked ? requests.isThere(stored.id()) : CompletableFuture.completedStage(true);
    }

    private CompletionStage<@Nullable Void> ended() {
        return context.options().endedSession() == EndedSession.IGNORE
                ? Stages.done()
                : CompletableFuture.failedStage(new IllegalStateException("Session was invalidated"));
    }

    private CompletionStage<@Nullable Void> change(
            HoldallSession session, Changes changes, Set<String> groups, boolean touch, @Nullable Instant end) {
        Stored stored = session.stored();
        if (stored == null) {
            return create(session);
        }
        FieldChanges fields = fieldChanges(session, stored.map(), changes, groups, touch, end);
        if (fields.byName().isEmpty()) {
            return index.list(session, stored, touch);
        }
        return toBaseOn(stored)
                .thenCompose(base -> base == null
                        ? ended()
                        : requests.change(base.map(), fields).thenCompose(map -> {
                            Stored now = base.changed(map);
                            saved(session, now, changes);
                            return index.list(session, now, touch);
                        }));
    }

    /** Returns what the next change is based on: what there is, unless it has been changed too often; null if ended. */
    private CompletionStage<@Nullable Stored> toBaseOn(Stored stored) {
        if (!stored.hasToBeRead()) {
            return CompletableFuture.completedStage(stored);
        }
        return requests.readOwn(stored.id())
                .thenApply(map -> map.map(stored::readAgain).orElse(null));
    }

    private static FieldChanges fieldChanges(
            HoldallSession session,
            SessionMap map,
            Changes changes,
            Set<String> groups,
            boolean touch,
            @Nullable Instant end) {
        FieldChanges.Builder fields = FieldChanges.builder();
        changes.addTo(fields);
        if (touch) {
            fields.put(SessionFields.END, encodeEnd(end));
        }
        if (!session.getMaxInactiveInterval().equals(SessionFields.interval(map))) {
            fields.put(SessionFields.INTERVAL, encode(session.getMaxInactiveInterval()));
        }
        if (!groups.equals(SessionFields.groups(map))) {
            fields.put(SessionFields.GROUPS, encode(groups));
        }
        // An access alone isn't worth a request before a touch is due.
        boolean sends = touch || !fields.build().byName().isEmpty();
        if (sends && !session.getLastAccessedTime().equals(SessionFields.accessed(map))) {
            fields.put(SessionFields.ACCESSED, encode(session.getLastAccessedTime()));
        }
        return fields.build();
    }

    private CompletionStage<@Nullable Void> changeId(HoldallSession session, Stored stored) {
        Changes changes = session.attributes().changes();
        Set<String> groups = index.groupsOf(session);
        Renaming renaming = session.renaming();
        if (renaming == null) {
            renaming = new Renaming(stored.id(), session.getId());
            session.renaming(renaming);
        }
        Renaming begun = renaming;
        return idChanges
                .carry(begun)
                .thenCompose(
                        carried -> carried == null ? ended() : createAgain(session, begun, carried, changes, groups));
    }

    /** Creates the map of the new id: what the old one had, byte for byte, with the changes of this request. */
    private CompletionStage<@Nullable Void> createAgain(
            HoldallSession session,
            Renaming renaming,
            Map<String, byte[]> carried,
            Changes changes,
            Set<String> groups) {
        Map<String, byte[]> fields = new HashMap<>(carried);
        changes.applyTo(fields);
        Instant end = putTimes(session, fields);
        fields.put(SessionFields.GROUPS, encode(groups));
        return requests.create(renaming.newId(), fields, context.touches().ttl(end))
                .thenCompose(map -> {
                    Stored old = session.stored();
                    Set<String> oldGroups = old == null ? Set.of() : old.listedIn();
                    Stored now = Stored.created(map);
                    saved(session, now, changes);
                    session.renaming(null);
                    return index.list(session, now, false)
                            .thenCompose(done -> index.remove(oldGroups, renaming.oldId()));
                })
                .thenCompose(done -> session.getId().equals(renaming.newId()) ? Stages.done() : save(session));
    }
}
