package dev.holdall.jetty;

import dev.holdall.SessionMap;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.spi.LogThrottle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.session.ObjectStreamSessionDataStore;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.UnreadableSessionDataException;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the sessions of one context in the maps of a store. Each attribute is a field: of two nodes, or two data
 * centres, that change different attributes of a session at once, both keep their change. A save writes the attributes
 * that were set or removed since the session was loaded, and is based on the map that was loaded. So it has no effect
 * on a session that was ended elsewhere since; this isn't reported, and the next load finds no session.
 *
 * <p>{@link #delete} revokes: no save by any node brings the session back. A session lives in the store until its
 * expiry and the grace period have passed, and then goes by itself; so this class never looks for expired sessions.
 *
 * <p>An attribute whose bytes can't be read here, because its class is missing or has changed, or because a filter
 * refuses it, is absent for this node, and stays in the store as it is. A failure of the store is thrown as it is, and
 * never reported as the absence of a session.
 */
@ManagedObject
public class HoldallSessionDataStore extends ObjectStreamSessionDataStore {

    private static final Logger LOG = LoggerFactory.getLogger("dev.holdall.jetty");

    private final StoreSource source;
    private final LogThrottle unreadable = new LogThrottle();
    private @Nullable ObjectInputFilter filter;
    private @Nullable SessionMapStore maps;

    /**
     * Makes a data store over a store that is open.
     *
     * @param store a store that keeps maps; this object doesn't close it
     */
    public HoldallSessionDataStore(SessionStore store) {
        this(new GivenStore(Objects.requireNonNull(store, "store")));
    }

    HoldallSessionDataStore(StoreSource source) {
        this.source = source;
    }

    /** A store that somebody else closes. */
    private record GivenStore(SessionStore store) implements StoreSource {
        @Override
        public SessionStore acquire() {
            return store;
        }

        @Override
        public void release() {}
    }

    /**
     * Sets which classes attributes may have.
     *
     * @param value is asked for each class that is read; null to accept every class, as Jetty's own stores do
     */
    public void setObjectInputFilter(@Nullable ObjectInputFilter value) {
        this.filter = value == null ? null : new AttributeFilter(value);
    }

    @Override
    protected void doStart() throws Exception {
        SessionStore store = source.acquire();
        try {
            SessionKeys keys = new SessionKeys(_context.getCanonicalContextPath(), _context.getVhost());
            long graceMs = TimeUnit.SECONDS.toMillis(getGracePeriodSec());
            maps = new SessionMapStore(store, keys, graceMs, this::serialized);
            super.doStart();
        } catch (Exception | Error e) {
            source.release();
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        try {
            super.doStop();
        } finally {
            source.release();
        }
    }

    /** Returns true: sessions leave the memory of this node, so activation and passivation listeners are called. */
    @Override
    public boolean isPassivating() {
        return true;
    }

    @Override
    public SessionData newSessionData(String id, long created, long accessed, long lastAccessed, long maxInactiveMs) {
        return new HoldallSessionData(id, origin(), created, accessed, lastAccessed, maxInactiveMs).createdNow();
    }

    @Override
    public @Nullable SessionData doLoad(String id) throws Exception {
        SessionMap map = maps().find(id);
        if (map == null) {
            return null;
        }
        try {
            return loaded(id, map, Metadata.of(map));
        } catch (UnreadableException e) {
            throw new UnreadableSessionDataException(id, _context, e);
        }
    }

    private SessionData loaded(String id, SessionMap map, Metadata stored) {
        HoldallSessionData data = new HoldallSessionData(
                id, origin(), stored.created(), stored.accessed(), stored.lastAccessed(), stored.maxInactiveMs());
        data.setCookieSet(stored.cookieSet());
        data.setExpiry(stored.expiry());
        data.setLastNode(stored.lastNode());
        data.setLastSaved(stored.lastSaved());
        map.fields().forEach((field, bytes) -> {
            if (FieldNames.isAttribute(field)) {
                loadAttribute(data, field, bytes);
            }
        });
        data.clean();
        data.read(map);
        return data;
    }

    private void loadAttribute(HoldallSessionData data, String field, byte[] bytes) {
        SessionData one = single();
        try {
            deserializeAttributes(one, new ByteArrayInputStream(bytes));
            data.putAllAttributes(one.getAllAttributes());
        } catch (Exception | LinkageError e) {
            data.unreadable().put(field, bytes);
            warnOfUnreadable(e);
        }
    }

    private void warnOfUnreadable(Throwable cause) {
        if (unreadable.count()) {
            LOG.warn(
                    "an attribute of a session can't be read here ({}); it is absent for this node, and stays in the"
                            + " store as it is ({} of them so far)",
                    cause.getClass().getName(),
                    unreadable.total());
        }
    }

    @Override
    public void doStore(String id, SessionData data, long lastSaveTime) throws Exception {
        HoldallSessionData session = (HoldallSessionData) data;
        if (lastSaveTime <= 0 && session.isUnsaved() && !session.hasEnded()) {
            maps().create(id, session);
        } else if (session.hasEnded() || !maps().change(id, session)) {
            // This is no WARN, because an operator can do nothing about a logout that overlaps with a request.
            LOG.debug("a session was not saved, because it has been ended meanwhile");
        }
    }

    /** Ends a session for good: no save brings it back, here or on another node. */
    @Override
    public boolean delete(String id) {
        maps().end(id);
        return true;
    }

    @Override
    public boolean doExists(String id) throws Exception {
        return !maps().isExpired(id, System.currentTimeMillis());
    }

    /** Returns the candidates that have expired in the store, or aren't there. */
    @Override
    public Set<String> doCheckExpired(Set<String> candidates, long time) {
        Set<String> expired = new HashSet<>();
        try {
            for (String id : candidates) {
                if (isExpired(id, time)) {
                    expired.add(id);
                }
            }
        } catch (SessionStoreException e) {
            LOG.warn("whether sessions have expired can't be told now; the next check tells ({})", e.getMessage());
        }
        return expired;
    }

    /** A session that can't be read isn't ended for that. */
    private boolean isExpired(String id, long time) {
        try {
            return maps().isExpired(id, time);
        } catch (UnreadableException e) {
            return false;
        }
    }

    /** Returns nothing: expired sessions leave the store by themselves. */
    @Override
    public Set<String> doGetExpired(long before) {
        return Set.of();
    }

    /** Does nothing: expired sessions leave the store by themselves. */
    @Override
    public void doCleanOrphans(long time) {}

    @Override
    protected ObjectInputStream newObjectInputStream(InputStream in) throws IOException {
        ObjectInputStream stream = super.newObjectInputStream(in);
        ObjectInputFilter accepted = filter;
        if (accepted != null) {
            stream.setObjectInputFilter(accepted);
        }
        return stream;
    }

    /** Serializes an attribute as Jetty serializes those of a session that has no other. */
    private byte[] serialized(String name, Object value) throws Exception {
        SessionData one = single();
        one.setAttribute(name, value);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        serializeAttributes(one, bytes);
        return bytes.toByteArray();
    }

    private static SessionData single() {
        return new SessionData("", "", "", 0, 0, 0, 0);
    }

    private HoldallSessionData.Origin origin() {
        return new HoldallSessionData.Origin(
                _context.getCanonicalContextPath(), _context.getVhost(), id -> maps().exists(id));
    }

    private SessionMapStore maps() {
        SessionMapStore started = maps;
        if (started == null) {
            throw new IllegalStateException("the data store has not been started");
        }
        return started;
    }
}
