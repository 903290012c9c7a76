package dev.holdall.internal.maps;

import dev.holdall.FieldChanges;
import dev.holdall.NewEntry;
import dev.holdall.Operation;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import dev.holdall.Ttl;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.clock.VersionClock;
import dev.holdall.internal.dispatch.Dispatch;
import dev.holdall.internal.dispatch.PendingCall;
import dev.holdall.internal.dispatch.Replies;
import dev.holdall.internal.validation.FieldValidation;
import dev.holdall.internal.validation.Validation;
import dev.holdall.internal.verbs.StoreParts;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of maps, written once for the blocking and the asynchronous face. As with the verbs of a store, the verb
 * itself throws an exception for an invalid argument, and the call that it returns reports every other failure.
 */
public final class MapVerbs {

    private final SessionMapBackend backend;
    private final Validation validation;
    private final FieldValidation fieldValidation;
    private final Dispatch dispatch;
    private final VersionClock clock;
    private final Duration revocationHorizon;
    private final GoneFieldsLog goneFields;

    /**
     * Makes the verbs of a store's maps.
     *
     * @param backend keeps the maps
     */
    public MapVerbs(StoreSettings settings, StoreParts store, SessionMapBackend backend) {
        this.backend = backend;
        this.validation = store.validation();
        this.fieldValidation = validation.fields();
        this.dispatch = store.dispatch();
        this.clock = store.clock();
        this.revocationHorizon = settings.revocationHorizon();
        this.goneFields = new GoneFieldsLog(settings);
    }

    public PendingCall<?, Optional<SessionMap>> get(String key, Read read) {
        return read(key, null, read);
    }

    public PendingCall<?, Optional<SessionMap>> get(String key, Collection<String> names, Read read) {
        return read(key, fieldValidation.names(names), read);
    }

    private PendingCall<?, Optional<SessionMap>> read(String key, @Nullable Set<String> names, Read read) {
        String stored = validation.key(key);
        Objects.requireNonNull(read, "the kind of read is null");
        return dispatch.request(
                Operation.GET_MAP,
                key,
                stored,
                0,
                deadline -> backend.read(stored, names, read, deadline),
                MapReplies.read(key, names, goneFields));
    }

    public PendingCall<?, SessionMap> create(String key, Map<String, byte[]> fields, Ttl ttl) {
        String stored = validation.key(key);
        Map<String, byte[]> values = fieldValidation.fields(fields);
        Lifetime lifetime = validation.lifetime(ttl);
        return dispatch.request(
                Operation.CREATE_MAP,
                key,
                stored,
                values.values().stream().mapToInt(value -> value.length).sum(),
                deadline -> backend.create(stored, creation(stored), values, lifetime, deadline),
                MapReplies.created(key, values, lifetime));
    }

    private MapCreation creation(String stored) {
        return new MapCreation(clock.next(stored), ThreadLocalRandom.current().nextInt());
    }

    public PendingCall<?, SessionMap> change(SessionMap seen, FieldChanges changes) {
        SeenMap base = SeenMap.of(seen);
        String stored = validation.key(base.key());
        List<FieldWrite> writes = writes(base, Objects.requireNonNull(changes, "the changes are null"));
        SeenMap after = writes.isEmpty() ? base : base.after(writes);
        checkSize(after);
        return dispatch.request(
                Operation.CHANGE_MAP,
                base.key(),
                stored,
                writes.stream().mapToInt(MapVerbs::size).sum(),
                deadline -> writes.isEmpty()
                        ? CompletableFuture.completedStage(true)
                        : backend.change(stored, base.stored(), writes, deadline),
                MapReplies.changed(after));
    }

    private List<FieldWrite> writes(SeenMap base, FieldChanges changes) {
        base.checkMayChange();
        List<FieldWrite> writes = new ArrayList<>();
        changes.byName().forEach((name, change) -> {
            fieldValidation.name(name);
            writes.add(change.isPresent() ? put(base, name, change.get()) : removal(base, name));
        });
        return writes;
    }

    /** Returns the write that puts a field. A field whose TTL is over already is gone at once. */
    private FieldWrite put(SeenMap base, String name, NewEntry field) {
        byte[] value = validation.value(field.value());
        Lifetime lifetime = field.ttl() == Ttl.never() ? Lifetime.FOREVER : validation.lifetime(field.ttl());
        return new FieldWrite(name, base.versionOf(name, false), lifetime.isOver() ? null : value, lifetime);
    }

    private static FieldWrite removal(SeenMap base, String name) {
        return new FieldWrite(name, base.versionOf(name, true), null, Lifetime.FOREVER);
    }

    private static int size(FieldWrite write) {
        byte[] value = write.value();
        return value == null ? 0 : value.length;
    }

    private void checkSize(SeenMap after) {
        Map<String, StoredField> fields = after.stored().fields();
        long bytes = 0;
        for (Map.Entry<String, StoredField> field : fields.entrySet()) {
            byte[] value = field.getValue().value();
            bytes += fieldValidation.name(field.getKey()) + (value == null ? 0 : value.length);
        }
        fieldValidation.map(fields.size(), bytes);
    }

    public PendingCall<?, Boolean> changeTTL(String key, Ttl ttl) {
        String stored = validation.key(key);
        Lifetime lifetime = validation.lifetime(ttl);
        return dispatch.request(
                Operation.CHANGE_MAP_TTL,
                key,
                stored,
                0,
                deadline -> backend.touch(stored, lifetime, deadline),
                Replies.TOUCHED);
    }

    public PendingCall<?, Reach> delete(String key) {
        String stored = validation.key(key);
        return dispatch.request(
                Operation.DELETE_MAP,
                key,
                stored,
                0,
                deadline -> backend.delete(stored, clock.next(stored), deadline),
                Replies.REACHED);
    }

    public PendingCall<?, Reach> revoke(String key) {
        String stored = validation.key(key);
        return dispatch.request(
                Operation.REVOKE_MAP,
                key,
                stored,
                0,
                deadline -> backend.revoke(stored, clock.ofRevocation(stored), revocationHorizon.toMillis(), deadline),
                Replies.REACHED);
    }
}
