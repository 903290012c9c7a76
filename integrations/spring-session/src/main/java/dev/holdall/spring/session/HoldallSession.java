package dev.holdall.spring.session;

import dev.holdall.SessionMap;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/**
 * A session of a {@link HoldallSessionRepository} or a {@link HoldallReactiveSessionRepository}. Attributes are decoded
 * when they are asked for; one that can't be read here is absent, and is kept as it is when the session is saved. Times
 * are of whole milliseconds. Not thread-safe: each request has a session object of its own.
 */
public final class HoldallSession implements Session {

    private final SessionContext context;
    private final Attributes attributes;
    private final Instant creationTime;
    private String id;
    private Instant lastAccessedTime;
    private Duration maxInactiveInterval;

    /** Whether the last-accessed time was set here. What was read may be older than the last access. */
    private boolean accessed;

    /** What the store has of this session; null if it has nothing yet. */
    private @Nullable Stored stored;

    /** A change of the id that a save has begun; null if there is none. */
    private @Nullable Renaming renaming;

    /** Makes a new session, which is not in the store. */
    HoldallSession(SessionContext context, String id) {
        this.context = context;
        this.attributes = new Attributes(context, Map.of());
        this.id = id;
        this.creationTime = wholeMillis(context.options().clock().instant());
        this.lastAccessedTime = creationTime;
        this.accessed = true;
        this.maxInactiveInterval = context.options().defaultMaxInactiveInterval();
    }

    /** Makes a session that has what one of another repository has, and is not in the store. */
    HoldallSession(SessionContext context, Session original) {
        this.context = context;
        this.attributes = new Attributes(context, Map.of());
        this.id = original.getId();
        this.creationTime = wholeMillis(original.getCreationTime());
        this.lastAccessedTime = wholeMillis(original.getLastAccessedTime());
        this.accessed = true;
        this.maxInactiveInterval = original.getMaxInactiveInterval();
        for (String name : original.getAttributeNames()) {
            attributes.set(name, original.getAttribute(name));
        }
    }

    /** Makes a session of what was read. */
    HoldallSession(SessionContext context, SessionMap map) {
        this.context = context;
        this.attributes = new Attributes(context, map.fields());
        this.id = map.key();
        this.creationTime = SessionFields.created(map);
        this.lastAccessedTime = SessionFields.accessed(map);
        this.maxInactiveInterval = SessionFields.interval(map);
        this.stored = Stored.read(map);
    }

    private static Instant wholeMillis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public String getId() {
        return id;
    }

    /**
     * Gives this session another id. The store has it under the new id, and no longer under the old one, once saved.
     */
    @Override
    public String changeSessionId() {
        id = context.options().sessionIdGenerator().generate();
        return id;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T getAttribute(String attributeName) {
        return (T) attributes.get(attributeName);
    }

    /** Returns the names of the attributes that can be read here. All are decoded for that. */
    @Override
    public Set<String> getAttributeNames() {
        return attributes.names();
    }

    @Override
    public void setAttribute(String attributeName, @Nullable Object attributeValue) {
        attributes.set(attributeName, attributeValue);
        context.flushing().flush(this);
    }

    @Override
    public void removeAttribute(String attributeName) {
        setAttribute(attributeName, null);
    }

    @Override
    public Instant getCreationTime() {
        return creationTime;
    }

    @Override
    public void setLastAccessedTime(Instant lastAccessedTime) {
        this.lastAccessedTime = wholeMillis(lastAccessedTime);
        accessed = true;
        context.flushing().flush(this);
    }

    /**
     * Returns when this session was last accessed, as far as that was written: up to
     * {@link SessionRepositoryOptions.Builder#touchPart} of the max inactive interval before the last access.
     */
    @Override
    public Instant getLastAccessedTime() {
        return lastAccessedTime;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        maxInactiveInterval = Objects.requireNonNull(interval, "interval").truncatedTo(ChronoUnit.MILLIS);
        context.flushing().flush(this);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return maxInactiveInterval;
    }

    @Override
    public boolean isExpired() {
        return context.touches().isExpired(lastAccessedTime, maxInactiveInterval, accessed);
    }

    /** Shows nothing of the session: neither its id, nor names, nor values. */
    @Override
    public String toString() {
        return "HoldallSession[" + (stored == null ? "new" : "saved") + "]";
    }

    Attributes attributes() {
        return attributes;
    }

    @Nullable
    Stored stored() {
        return stored;
    }

    void stored(Stored now) {
        stored = now;
    }

    @Nullable
    Renaming renaming() {
        return renaming;
    }

    void renaming(@Nullable Renaming now) {
        renaming = now;
    }

    /** Returns the end that the session gets if its TTL is written now; null if it doesn't end. */
    @Nullable
    Instant newEnd() {
        return context.touches().end(lastAccessedTime, maxInactiveInterval);
    }

    /** Returns whether a save has to write the TTL. */
    boolean isTouchDue(SessionMap map) {
        boolean intervalChanged = !maxInactiveInterval.equals(SessionFields.interval(map));
        return intervalChanged
                || (accessed && context.touches().isDue(lastAccessedTime, maxInactiveInterval, SessionFields.end(map)));
    }
}
