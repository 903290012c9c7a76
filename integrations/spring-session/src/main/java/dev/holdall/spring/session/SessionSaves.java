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

    /**
     * What a save sends of a session that is in the store.
     *
     * @param groups the groups that it belongs into
     * @param touch whether it gets a new TTL
     * @param end the end that it gets then
     */
    private record Update(
            Changes changes,
            Set<String> groups,
            boolean touch,
            @Nullable Instant end) {}

    private CompletionStage<@Nullable Void> update(HoldallSession session, Stored stored, boolean checked) {
        Changes changes = session.attributes().changes();
        Set<String> groups = changes.isEmpty() ? SessionFields.groups(stored.map()) : index.groupsOf(session);
        Update update = new Update(changes, groups, session.isTouchDue(stored.map()), session.newEnd());
        if (update.touch()) {
            // The TTL comes before the field that tells the end, so that this field never promises more than there is.
            return requests.changeTTL(stored.id(), context.touches().ttl(update.end()))
                    .thenCompose(there -> there ? change(session, update, null) : ended());
        }
        return checked
                ? requests.readAccess(stored.id())
                        .thenCompose(now -> now.isPresent() ? change(session, update, now.get()) : ended())
                : change(session, update, null);
    }

    private CompletionStage<@Nullable Void> ended() {
        return context.options().endedSession() == EndedSession.IGNORE
                ? Stages.done()
                : CompletableFuture.failedStage(new IllegalStateException("Session was invalidated"));
    }

    /**
     * Writes what has changed.
     *
     * @param now what the store has of the last access now; null if it wasn't asked for
     */
    private CompletionStage<@Nullable Void> change(HoldallSession session, Update update, @Nullable SessionMap now) {
        Stored stored = session.stored();
        if (stored == null) {
            return create(session);
        }
        SessionMap later = overtaking(stored, now);
        FieldChanges fields = fieldChanges(session, stored.map(), update, later == null);
        if (fields.byName().isEmpty()) {
            return index.list(session, stored, update.touch());
        }
        return toBaseOn(stored)
                .thenCompose(base -> base == null
                        ? ended()
                        : requests.change(base.map(), fields)
                                .thenCompose(map -> {
                                    Stored after = base.changed(map);
                                    saved(session, after, update.changes());
                                    return index.list(session, after, update.touch());
                                })
                                .thenCompose(done -> later == null ? Stages.done() : writeAccess(session, later)));
    }

    /**
     * Returns what another request has written of its access since the session was read; null if none has. An access
     * that is based on the older read would have no effect then.
     */
    private static @Nullable SessionMap overtaking(Stored stored, @Nullable SessionMap now) {
        boolean overtaken = now != null
                && !now.version(SessionFields.ACCESSED).equals(stored.map().version(SessionFields.ACCESSED));
        return overtaken ? now : null;
    }

    /** Writes the last access, if it is later than the one that the store has. */
    private CompletionStage<@Nullable Void> writeAccess(HoldallSession session, SessionMap now) {
        Instant accessed = session.getLastAccessedTime();
        if (!accessed.isAfter(SessionFields.accessed(now))) {
            return Stages.done();
        }
        FieldChanges access = FieldChanges.builder()
                .put(SessionFields.ACCESSED, encode(accessed))
                .build();
        return requests.change(now, access).thenApply(map -> null);
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
            HoldallSession session, SessionMap map, Update update, boolean withAccess) {
        FieldChanges.Builder fields = FieldChanges.builder();
        update.changes().addTo(fields);
        if (update.touch()) {
            fields.put(SessionFields.END, encodeEnd(update.end()));
        }
        if (!session.getMaxInactiveInterval().equals(SessionFields.interval(map))) {
            fields.put(SessionFields.INTERVAL, encode(session.getMaxInactiveInterval()));
        }
        if (!update.groups().equals(SessionFields.groups(map))) {
            fields.put(SessionFields.GROUPS, encode(update.groups()));
        }
        // An access alone isn't worth a request before a touch is due.
        boolean sends = update.touch() || !fields.build().byName().isEmpty();
        if (sends && withAccess && !session.getLastAccessedTime().equals(SessionFields.accessed(map))) {
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
